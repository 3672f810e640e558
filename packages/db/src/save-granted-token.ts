import { and, type SQL, sql } from "drizzle-orm";
import { presentSettingsGeneration } from "./changed-settings.ts";
import type { Database } from "./database.ts";
import type { KeyRing } from "./key-ring.ts";
import type { TokenSave } from "./new-tokens.ts";
import { given, ifEndIsTold, saveTokenBy, tokenUpdate } from "./save-token.ts";
import { tokens } from "./tables.ts";

/**
 * Saves what a person gave: it replaces what refreshes saved meanwhile, but no later consent, nor what was edited
 * since. One round trip.
 * @returns whether it was saved
 */
export function saveGrantedToken(db: Database, keys: KeyRing, save: TokenSave): Promise<boolean> {
  return saveTokenBy(updateGranted, { db, keys }, { ...save, generation: null });
}

const updateGranted = tokenUpdate(() => ({
  set: {
    // What was known of the grant before says nothing about a new one.
    account: given("account"),
    refreshExpiresAt: ifEndIsTold(given("refreshExpiresAt"), unlessReplaced(sql`${tokens.refreshExpiresAt}`)),
    refreshExpirySource: ifEndIsTold(given("refreshExpirySource"), unlessReplaced(sql`${tokens.refreshExpirySource}`)),
    obtainedAt: given("obtainedAt"),
    refreshedAt: null,
    settingsGeneration: given("settingsGeneration"),
    changedSettings: null,
  },
  where: isNoLaterConsent(),
}));

function unlessReplaced(stored: SQL): SQL {
  return sql`iif(${given("bringsRefreshToken")}, null, ${stored})`;
}

function isNoLaterConsent(): SQL | undefined {
  return and(
    sql`${presentSettingsGeneration} = ${given("settingsGeneration")}`,
    sql`coalesce(${tokens.obtainedAt}, 0) <= ${given("obtainedAt")}`,
  );
}
