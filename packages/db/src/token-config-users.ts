import type { TokenConfigUserKind } from "@grantry/schema";
import { type SQL, sql } from "drizzle-orm";
import type { Database } from "./database.ts";

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
  "api-key": sql`select c.id as config_id, k.id as id, k.name as name
    from token_configs c join api_keys k on k.revoked_at is null and k.token_configs is not null
    where exists (select 1 from json_each(k.token_configs) where value in (c.id, c.name))`,
  // Also one that is not valid: it would come back without its configuration.
  "web-service": sql`select token_config_id as config_id, id, name from web_services where token_config_id is not null`,
  "token-config": sql`select s.id as config_id, c.id as id, c.name as name
    from token_configs c join token_configs s on s.id = c.subject_token_config or s.name = c.subject_token_config
    where c.subject_token_config is not null`,
  "mail-account": sql`select token_config_id as config_id, id, name from mail_accounts where token_config_id is not null`,
};

const everyUser: SQL = sql.join(
  Object.entries(users).map(([kind, select]) => sql`select *, ${kind} as kind from (${select})`),
  sql` union all `,
);

/** Who uses these configurations, by name. One statement. */
export function usersOfTokenConfigs(db: Database, configIds: readonly string[]): Promise<TokenConfigUserRow[]> {
  return db.drizzle.all<TokenConfigUserRow>(sql`
    select config_id as "configId", kind, id, name from (${everyUser})
    where config_id in (select value from json_each(${JSON.stringify(configIds)})) order by name, id`);
}

/** Condition for the deletion of a configuration: nobody uses it. */
export function isUnused(configId: string): SQL {
  return sql`not exists (select 1 from (${everyUser}) where config_id = ${configId})`;
}
