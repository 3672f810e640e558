import { type ApiKeyRow, isGoodKey, selectApiKey } from "./api-keys.ts";
import type { Database } from "./database.ts";
import { type HeldToken, openHeldToken, selectHeldToken } from "./held-tokens.ts";
import type { KeyRing } from "./key-ring.ts";
import { type SettingRow, selectSettings } from "./settings.ts";

/** What it takes to answer a consumer. */
export interface BrokerFacts {
  readonly settings: SettingRow[];
  readonly apiKey: ApiKeyRow | undefined;
  /** For a good key alone: else an answer's size and time would tell whether there is such a token. */
  readonly held: HeldToken | undefined;
}

/** All of it; what a good key may see is for the caller to decide. One round trip. */
export async function readBrokerFacts(
  db: Database,
  keys: KeyRing,
  of: { apiKeyHash: string; nameOrId: string },
): Promise<BrokerFacts> {
  const [settings, [apiKey], held] = await db.drizzle.batch([
    selectSettings(db),
    selectApiKey(db, of.apiKeyHash),
    selectHeldToken(db, of.nameOrId, isGoodKey(db, of.apiKeyHash)),
  ]);
  return { settings, apiKey, held: await openHeldToken(keys, held, of.nameOrId) };
}
