import type { ClientCredentials, TokenConfigDocument } from "@grantry/schema";
import { openCredentials, selectCredentials } from "./client-keys.ts";
import type { Database } from "./database.ts";
import type { KeyRing } from "./key-ring.ts";
import { openDocument, selectDocument } from "./token-config-documents.ts";
import { openTokenSecrets, selectTokenSecrets, type TokenSecrets } from "./token-secrets.ts";

/** What a request for a new token is made of. */
export interface RenewalMaterial {
  readonly document: TokenConfigDocument;
  readonly credentials: ClientCredentials;
  readonly secrets: TokenSecrets;
}

/** All of it, opened. One round trip. */
export async function readRenewalMaterial(
  db: Database,
  keys: KeyRing,
  of: { configId: string; appRegistrationId: string; now: number },
): Promise<RenewalMaterial> {
  const [[document], credentials, [row]] = await db.drizzle.batch([
    selectDocument(db, of.configId),
    selectCredentials(db, of.appRegistrationId),
    selectTokenSecrets(db, of.configId),
  ]);
  return {
    document: await openDocument(keys, of.configId, document),
    credentials: await openCredentials(keys, credentials),
    secrets: await openTokenSecrets(keys, of.configId, { row, now: of.now }),
  };
}
