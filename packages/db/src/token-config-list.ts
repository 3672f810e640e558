import { type StatusGroup, statusGroups, type TokenStatus } from "@grantry/schema";
import { and, asc, desc, eq, min, or, type SQL, sql } from "drizzle-orm";
import type { Database } from "./database.ts";
import { tokenConfigs, tokens } from "./tables.ts";
import type { TokenConfigRow, TokenRow } from "./token-configs.ts";

/**
 * The status of a token as SQL: the same rules in the same order as `tokenStatusOf` in core, which a test compares.
 */
function statusSql(now: number): SQL<TokenStatus> {
  return sql<TokenStatus>`case
    when ${tokenConfigs.validity} <> 'valid' then 'not-in-use'
    when ${tokens.leaseUntil} > ${now} then 'refreshing'
    when ${tokens.errorClass} in ('reauth', 'user') then 'needs-authorization'
    when ${tokens.errorClass} in ('config', 'bug') then 'needs-settings'
    when ${tokens.errorClass} = 'provider-admin' then 'needs-provider-admin'
    when ${tokens.attempts} > 0 then 'failing'
    when ${tokens.accessObtainedAt} is null then 'never-requested'
    when ${tokens.accessExpiresAt} <= ${now} then 'expired'
    when ${tokens.renewAt} <= ${now} then 'due'
    else 'valid' end`;
}

export interface TokenConfigPage {
  readonly items: readonly { config: TokenConfigRow; token: TokenRow }[];
  readonly counts: Readonly<Record<StatusGroup, number>>;
  readonly nextDueAt: number | null;
}

/**
 * One page of configurations, how many there are of each group (of all that match `q`), and when the next is due.
 * One round trip.
 */
export async function listTokenConfigs(
  db: Database,
  wanted: {
    q?: string | undefined;
    group?: StatusGroup | undefined;
    sort: string;
    page: number;
    pageSize: number;
    now: number;
  },
): Promise<TokenConfigPage> {
  const status = statusSql(wanted.now);
  const matching = wanted.q ? matches(wanted.q) : undefined;
  const inGroup = wanted.group ? sql`${status} in ${[...statusGroups[wanted.group]]}` : undefined;
  const [items, counted, [next]] = await db.drizzle.batch([
    db.drizzle
      .select({ config: tokenConfigs, token: tokens })
      .from(tokenConfigs)
      .innerJoin(tokens, eq(tokens.configId, tokenConfigs.id))
      .where(and(matching, inGroup))
      .orderBy(...orderOf(wanted.sort, status))
      .limit(wanted.pageSize)
      .offset((wanted.page - 1) * wanted.pageSize),
    db.drizzle
      .select({ status, number: sql<number>`count(*)` })
      .from(tokenConfigs)
      .innerJoin(tokens, eq(tokens.configId, tokenConfigs.id))
      .where(matching)
      .groupBy(status),
    db.drizzle.select({ at: min(tokens.dueAt) }).from(tokens),
  ]);
  const numberOf = (group: StatusGroup): number =>
    counted
      .filter((row) => statusGroups[group].some((member) => member === row.status))
      .reduce((sum, row) => sum + row.number, 0);
  return {
    items,
    counts: {
      "needs-you": numberOf("needs-you"),
      failing: numberOf("failing"),
      healthy: numberOf("healthy"),
      "in-use": numberOf("in-use"),
      "not-in-use": numberOf("not-in-use"),
    },
    nextDueAt: next?.at ?? null,
  };
}

/** Status as the list derives it, for the test that compares it with core's. */
export async function listedStatus(db: Database, id: string, now: number): Promise<TokenStatus | undefined> {
  const [row] = await db.drizzle
    .select({ status: statusSql(now) })
    .from(tokenConfigs)
    .innerJoin(tokens, eq(tokens.configId, tokenConfigs.id))
    .where(eq(tokenConfigs.id, id));
  return row?.status;
}

function matches(q: string): SQL | undefined {
  const pattern = `%${q.replace(/[\\%_]/g, "\\$&")}%`;
  const like = (column: SQL | typeof tokenConfigs.name | typeof tokens.account | typeof tokenConfigs.template) =>
    sql`${column} like ${pattern} escape '\\'`;
  return or(like(tokenConfigs.name), like(tokens.account), like(tokenConfigs.template));
}

function orderOf(sort: string, status: SQL): SQL[] {
  const direction = sort.startsWith("-") ? desc : asc;
  const byName = [asc(tokenConfigs.name), asc(tokenConfigs.id)];
  switch (sort.replace("-", "")) {
    case "status":
      return [direction(status), ...byName];
    case "expires":
      return [direction(tokens.accessExpiresAt), ...byName];
    case "updated":
      return [direction(tokenConfigs.updatedAt), ...byName];
    default:
      return [direction(tokenConfigs.name), direction(tokenConfigs.id)];
  }
}
