import type { Secret } from "@grantry/schema";
import { and, eq, type SQL } from "drizzle-orm";
import type { Database } from "./database.ts";
import { type KeyRing, openOptional } from "./key-ring.ts";
import { tokenConfigs, tokenSecrets, tokens } from "./tables.ts";
import { calledBest, isCalled, type TokenConfigRow, type TokenRow } from "./token-configs.ts";

/** A configuration with its access token, as a consumer is given it. */
export interface HeldToken {
  readonly config: TokenConfigRow;
  readonly token: TokenRow;
  readonly accessToken: Secret<string> | null;
}

/** The token of a configuration by id or name, opened. One statement. */
export async function findHeldToken(db: Database, keys: KeyRing, nameOrId: string): Promise<HeldToken | undefined> {
  return openHeldToken(keys, await selectHeldToken(db, nameOrId), nameOrId);
}

/** The statement of it, to be sent beside others; with a condition, it finds nothing unless that holds. */
export function selectHeldToken(db: Database, nameOrId: string, condition?: SQL) {
  return db.drizzle
    .select({ config: tokenConfigs, token: tokens, accessToken: tokenSecrets.accessToken })
    .from(tokenConfigs)
    .innerJoin(tokens, eq(tokens.configId, tokenConfigs.id))
    .leftJoin(tokenSecrets, eq(tokenSecrets.configId, tokenConfigs.id))
    .where(and(isCalled(nameOrId), condition));
}

/** Opens what it found. */
export async function openHeldToken(
  keys: KeyRing,
  rows: Awaited<ReturnType<typeof selectHeldToken>>,
  nameOrId: string,
): Promise<HeldToken | undefined> {
  const row = calledBest(rows, nameOrId);
  if (!row) return undefined;
  const cell = { table: "token_secrets", column: "access_token", row: row.config.id };
  return { ...row, accessToken: await openOptional(keys, cell, row.accessToken) };
}
