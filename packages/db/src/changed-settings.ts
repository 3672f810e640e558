import type { GrantSettingName } from "@grantry/schema";
import { and, eq, isNotNull, type SQL, sql } from "drizzle-orm";
import type { Database, Statement } from "./database.ts";
import { tokenConfigs, tokens } from "./tables.ts";

/** In a statement on `tokens`: the generation of its configuration's settings now. */
export const presentSettingsGeneration: SQL = sql`(select ${tokenConfigs.settingsGeneration} from ${tokenConfigs} where ${tokenConfigs.id} = ${tokens.configId})`;

/**
 * The settings that a grant counts as given under once a refresh of it was answered, who was asked under
 * `settingsGeneration`. That shows that client and endpoints still fit, unless they were edited while it was under way;
 * it never widens the scope (RFC 6749 §6), so that a changed scope stays noted until a new authorization.
 */
export function stillGrantedUnder(settingsGeneration: SQL) {
  const scopeChanged = sql`exists (select 1 from json_each(${tokens.changedSettings}) where value = 'scope')`;
  const edited = sql`(${presentSettingsGeneration} <> ${settingsGeneration})`;
  return {
    settingsGeneration: sql`iif(${scopeChanged} or ${edited}, ${tokens.settingsGeneration}, ${settingsGeneration})`,
    changedSettings: sql`iif(${edited}, ${tokens.changedSettings}, iif(${scopeChanged}, json_array('scope'), null))`,
  };
}

/** Notes which settings changed since the grant was given, if there is one. */
export function noteChangedSettings(db: Database, configId: string, names: readonly GrantSettingName[]): Statement {
  const changed = sql`select value from json_each(coalesce(${tokens.changedSettings}, '[]'))
    union select value from json_each(${JSON.stringify(names)})`;
  return db.drizzle
    .update(tokens)
    .set({ changedSettings: sql`(select json_group_array(value) from (${changed}))` })
    .where(and(eq(tokens.configId, configId), isNotNull(tokens.settingsGeneration)));
}
