import type { StatusGroup } from "@grantry/schema";
import {
  and,
  asc,
  count,
  desc,
  eq,
  gt,
  inArray,
  isNotNull,
  lt,
  lte,
  min,
  or,
  type SQL,
  type SQLWrapper,
  sql,
} from "drizzle-orm";
import { overviewRows } from "./api-tables.ts";
import type { Database } from "./database.ts";
import { jsonOf } from "./json-columns.ts";
import { overviewMatches } from "./overview-search.ts";
import { standings } from "./standings.ts";
import { tokenConfigs, tokens } from "./tables.ts";
import type { TokenConfigRow, TokenRow } from "./token-configs.ts";

const inNeed: readonly number[] = [
  standings.needsAuthorization,
  standings.needsSettings,
  standings.needsProviderAdmin,
  standings.neverRequested,
];

const shownOfConfig = {
  id: tokenConfigs.id,
  name: tokenConfigs.name,
  template: tokenConfigs.template,
  grant: tokenConfigs.grant,
  validity: tokenConfigs.validity,
  refreshConfigured: tokenConfigs.refreshConfigured,
  settingsGeneration: tokenConfigs.settingsGeneration,
  createdAt: tokenConfigs.createdAt,
  updatedAt: tokenConfigs.updatedAt,
} as const;

const shownOfToken = {
  account: tokens.account,
  scope: tokens.scope,
  obtainedAt: tokens.obtainedAt,
  refreshedAt: tokens.refreshedAt,
  takenOverAt: tokens.takenOverAt,
  accessObtainedAt: tokens.accessObtainedAt,
  accessExpiresAt: tokens.accessExpiresAt,
  accessExpirySource: tokens.accessExpirySource,
  renewAt: tokens.renewAt,
  hasRefreshToken: tokens.hasRefreshToken,
  refreshExpiresAt: tokens.refreshExpiresAt,
  refreshExpirySource: tokens.refreshExpirySource,
  settingsGeneration: tokens.settingsGeneration,
  changedSettings: tokens.changedSettings,
  dueAt: tokens.dueAt,
  leaseUntil: tokens.leaseUntil,
  attempts: tokens.attempts,
  nextAttemptAt: tokens.nextAttemptAt,
  error: tokens.error,
  errorClass: tokens.errorClass,
  errorAt: tokens.errorAt,
} as const;

/** What a list shows of a configuration, and what its status follows from. */
export type ShownConfig = Pick<TokenConfigRow, keyof typeof shownOfConfig>;
/** The same of its token. */
export type ShownToken = Pick<TokenRow, keyof typeof shownOfToken>;

export interface TokenConfigPage {
  readonly items: readonly { config: ShownConfig; token: ShownToken }[];
  readonly counts: Readonly<Record<StatusGroup, number>>;
  readonly nextDueAt: number | null;
}

/**
 * One page of configurations, how many there are of each group (of all that match `q`), and when the next is due.
 * A token that is being refreshed stays in the group that it was in. One round trip.
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
  const { now } = wanted;
  const matching = overviewMatches(wanted.q ?? "");
  const listed = db.drizzle
    .select({
      configId: overviewRows.configId,
      name: overviewRows.name,
      standing: overviewRows.standing,
      expiresAt: overviewRows.expiresAt,
      updatedAt: overviewRows.updatedAt,
    })
    .from(overviewRows)
    .where(and(matching, wanted.group && inGroup(wanted.group, now, sql`+${overviewRows.standing}`)))
    .orderBy(...orderOf(overviewRows, wanted.sort))
    .limit(wanted.pageSize)
    .offset((wanted.page - 1) * wanted.pageSize)
    .as("listed");
  const row = sql`json_object('config', ${jsonOf(shownOfConfig)}, 'token', ${jsonOf(shownOfToken)})`;
  const order = sql.join(orderOf(listed, wanted.sort), sql`, `);
  const [[page], [counted], [next]] = await db.drizzle.batch([
    db.drizzle
      .select({ items: sql<string>`json_group_array(${row} order by ${order})` })
      .from(listed)
      .innerJoin(tokenConfigs, eq(tokenConfigs.id, listed.configId))
      .innerJoin(tokens, eq(tokens.configId, listed.configId)),
    matching ? countMatching(db, matching, now) : countAll(db, now),
    db.drizzle
      .select({ at: min(tokens.dueAt) })
      .from(tokens)
      .where(isNotNull(tokens.dueAt)),
  ]);
  return { items: JSON.parse(page?.items ?? "[]"), counts: countsOf(counted), nextDueAt: next?.at ?? null };
}

/**
 * Whether a row is of a group: the same as its status says in core, which a test compares.
 * @param standing with a plus before it no index is chosen for it: a page is read in its own order, up to its end, in
 * place of collecting and sorting the whole group
 */
function inGroup(group: StatusGroup, now: number, standing: SQLWrapper = overviewRows.standing): SQL | undefined {
  const { expiresAt } = overviewRows;
  switch (group) {
    case "needs-you":
      return or(inArray(standing, inNeed), and(eq(standing, standings.obtained), lte(expiresAt, now)));
    case "failing":
      return eq(standing, standings.failing);
    case "healthy":
      return and(eq(standing, standings.obtained), gt(expiresAt, now));
    case "in-use":
      return lt(standing, standings.notInUse);
    case "not-in-use":
      return eq(standing, standings.notInUse);
  }
}

/** Counts everything without reading everything: the healthy, usually most, are what is left of all. */
function countAll(db: Database, now: number) {
  const number = (group: StatusGroup) =>
    sql<number>`(select count(*) from ${overviewRows} where ${inGroup(group, now)})`;
  return db.drizzle
    .select({
      all: sql<number>`(select count(*) from ${overviewRows})`,
      needsYou: number("needs-you"),
      failing: number("failing"),
      notInUse: number("not-in-use"),
    })
    .from(sql`(select 1)`);
}

function countMatching(db: Database, matching: SQL, now: number) {
  const number = (group: StatusGroup) => sql<number>`count(*) filter (where ${inGroup(group, now)})`;
  return db.drizzle
    .select({
      all: count(),
      needsYou: number("needs-you"),
      failing: number("failing"),
      notInUse: number("not-in-use"),
    })
    .from(overviewRows)
    .where(matching);
}

function countsOf({ all, needsYou, failing, notInUse } = { all: 0, needsYou: 0, failing: 0, notInUse: 0 }) {
  return {
    "needs-you": needsYou,
    failing,
    healthy: all - needsYou - failing - notInUse,
    "in-use": all - notInUse,
    "not-in-use": notInUse,
  };
}

type SortColumns = Record<"name" | "standing" | "expiresAt" | "updatedAt", SQLWrapper>;

/** Names are unique, so every order is a whole one; all columns run in one direction, as their index does. */
function orderOf(row: SortColumns, sort: string): SQL[] {
  const direction = sort.startsWith("-") ? desc : asc;
  return columnsOf(row, sort.replace("-", "")).map((column) => direction(column));
}

function columnsOf({ expiresAt, name, standing, updatedAt }: SortColumns, by: string): SQLWrapper[] {
  switch (by) {
    case "status":
      return [standing, expiresAt, name];
    case "expires":
      return [expiresAt, name];
    case "updated":
      return [updatedAt, name];
    default:
      return [name];
  }
}
