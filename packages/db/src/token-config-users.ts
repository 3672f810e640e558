import type { TokenConfigUserKind } from "@grantry/schema";
import { type SQL, sql } from "drizzle-orm";
import { asStatement, type Database, keptStatement, readRows, type Statement } from "./database.ts";

/** Something that reads the tokens of a configuration. */
export interface TokenConfigUserRow {
  readonly configId: string;
  readonly kind: TokenConfigUserKind;
  readonly id: string;
  readonly name: string;
}

/**
 * Who uses configurations, by kind: a select of `config_id`, `id` and `name`. A kind without its line does not compile.
 * API keys name configurations by id or name; one that may read all of them is nobody's in particular.
 */
const users: Readonly<Record<TokenConfigUserKind, SQL>> = {
  // Each key is read once and finds its configurations by index, however many are asked about: hence the cross joins.
  "api-key": sql`select distinct c.id as config_id, k.id as id, k.name as name
    from api_keys k cross join json_each(k.token_configs) named cross join token_configs c
    where k.revoked_at is null and k.token_configs is not null and (c.id = named.value or c.name = named.value)`,
  // Also one that is not valid: it would come back without its configuration.
  "web-service": sql`select token_config_id as config_id, id, name from web_services where token_config_id is not null`,
  // That there is one is asked first, and once: mostly there is none.
  "token-config": sql`select s.id as config_id, c.id as id, c.name as name
    from token_configs c join token_configs s on s.id = c.subject_token_config or s.name = c.subject_token_config
    where exists (select 1 from token_configs where subject_token_config is not null)
      and c.subject_token_config is not null`,
  "mail-account": sql`select token_config_id as config_id, id, name from mail_accounts where token_config_id is not null`,
};

const everyUser: SQL = sql.join(
  Object.entries(users).map(([kind, select]) => sql`select *, ${kind} as kind from (${select})`),
  sql` union all `,
);

/** Each overview page asks it: it reads no table of configurations or users whole. */
const selectUsers = keptStatement<{ configIds: string }>(() =>
  asStatement(sql`select config_id as "configId", kind, id, name from (${everyUser})
    where config_id in (select value from json_each(${sql.placeholder("configIds")})) order by name, id`),
);

/** Who uses these configurations, by name. One statement. */
export async function usersOfTokenConfigs(db: Database, configIds: readonly string[]): Promise<TokenConfigUserRow[]> {
  return readRows<TokenConfigUserRow>(db, usersStatement(db, configIds));
}

/** The statement of it. */
export function usersStatement(db: Database, configIds: readonly string[]): Statement {
  return selectUsers(db, { configIds: JSON.stringify(configIds) });
}

/** Condition for the deletion of a configuration: nobody uses it. */
export function isUnused(configId: string): SQL {
  return sql`not exists (select 1 from (${everyUser}) where config_id = ${configId})`;
}
