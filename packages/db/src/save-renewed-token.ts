import type { Secret } from "@grantry/schema";
import { and, eq, sql } from "drizzle-orm";
import { stillGrantedUnder } from "./changed-settings.ts";
import { type Database, writeBatch } from "./database.ts";
import type { KeyRing } from "./key-ring.ts";
import type { TokenSave } from "./new-tokens.ts";
import { given, ifEndIsTold, saveTokenBy, tokenUpdate } from "./save-token.ts";
import { tokens } from "./tables.ts";
import { writeTokenSecrets } from "./token-secrets.ts";

/**
 * Saves what a refresh brought, where the token's generation is still the one that was read (compare-and-swap). One
 * round trip.
 * @returns whether it was saved; `false`: a newer one is there already
 */
export function saveRenewedToken(
  db: Database,
  keys: KeyRing,
  save: TokenSave & { readonly generation: number },
): Promise<boolean> {
  const update = save.token.replacedRefreshToken === null ? updateObtained : updateRefreshed;
  return saveTokenBy(update, { db, keys }, save);
}

const updateRefreshed = tokenUpdate(() => ({
  set: { ...ofTheSameGrant(), ...stillGrantedUnder(given("settingsGeneration")) },
  where: isTheOneThatWasRead(),
}));

/** Without a refresh token, as by client credentials: a grant of its own. */
const updateObtained = tokenUpdate(() => ({
  set: { ...ofTheSameGrant(), settingsGeneration: given("settingsGeneration"), changedSettings: null },
  where: isTheOneThatWasRead(),
}));

function ofTheSameGrant() {
  return {
    account: sql`coalesce(${given("account")}, ${tokens.account})`,
    refreshExpiresAt: ifEndIsTold(given("refreshExpiresAt"), sql`${tokens.refreshExpiresAt}`),
    refreshExpirySource: ifEndIsTold(given("refreshExpirySource"), sql`${tokens.refreshExpirySource}`),
    refreshedAt: given("obtainedAt"),
  };
}

function isTheOneThatWasRead() {
  return eq(tokens.generation, given("generation"));
}

/** The refresh token of an answer that is of no use otherwise, and the one that it replaces. */
export interface RotatedToken {
  readonly kind: "rotated";
  readonly refreshToken: Secret<string>;
  readonly replacedRefreshToken: Secret<string>;
  readonly settingsGeneration: number;
}

/**
 * Saves a rotated refresh token where the generation is still the one that was read. The access token, its dates and
 * the lease stay: whoever holds it goes on, with the next generation. One round trip.
 * @returns whether it was saved; `false`: a newer token is there already
 */
export async function saveRotation(
  db: Database,
  keys: KeyRing,
  save: { configId: string; generation: number; token: RotatedToken; now: number },
): Promise<boolean> {
  const { configId, generation, token, now } = save;
  const [saved] = await writeBatch(db, [
    db.drizzle
      .update(tokens)
      .set({ hasRefreshToken: true, generation: sql`${tokens.generation} + 1` })
      .where(and(eq(tokens.configId, configId), eq(tokens.generation, generation)))
      .returning({ configId: tokens.configId }),
    await writeTokenSecrets(keys, { configId, token: { ...token, accessToken: null }, now }),
  ]);
  return saved?.rows.length === 1;
}
