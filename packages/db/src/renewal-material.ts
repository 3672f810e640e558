import type { ClientCredentials, TokenConfigDocument } from "@grantry/schema";
import { type CredentialRow, openCredentials, selectCredentials } from "./client-keys.ts";
import { type Database, readTogether } from "./database.ts";
import type { KeyRing } from "./key-ring.ts";
import { type DocumentRow, openDocument, selectDocument } from "./token-config-documents.ts";
import type { TokenConfigRow } from "./token-configs.ts";
import { openTokenSecrets, selectTokenSecrets, type TokenSecrets, type TokenSecretsRow } from "./token-secrets.ts";

/** What a request about a token is made of: for a new one, or to revoke it. */
export interface RenewalMaterial {
  readonly document: TokenConfigDocument;
  readonly credentials: ClientCredentials;
  readonly secrets: TokenSecrets;
}

/** All of it, opened. One round trip. */
export async function readRenewalMaterial(
  db: Database,
  keys: KeyRing,
  { id, appRegistrationId }: Pick<TokenConfigRow, "id" | "appRegistrationId">,
  now: number,
): Promise<RenewalMaterial> {
  type Rows = [DocumentRow, CredentialRow, TokenSecretsRow];
  const [[document], credentials, [row]] = await readTogether<Rows>(db, [
    selectDocument(db, { id }),
    selectCredentials(db, { appRegistrationId }),
    selectTokenSecrets(db, { configId: id }),
  ]);
  return {
    document: await openDocument(keys, id, document),
    credentials: await openCredentials(keys, credentials),
    secrets: await openTokenSecrets(keys, id, { row, now }),
  };
}
