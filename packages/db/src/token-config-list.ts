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
import { QueryBuilder } from "drizzle-orm/sqlite-core";
import { overviewRows } from "./api-tables.ts";
import { BuiltStatements } from "./built-statements.ts";
import type { Database, Statement } from "./database.ts";
import { jsonOf } from "./json-columns.ts";
import { countUnwritten, holdsWords, searchWords, wordValues, writeSearchTexts } from "./overview-search.ts";
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

/** What a list is asked for. */
export interface WantedTokenConfigs {
  readonly q?: string | undefined;
  readonly group?: StatusGroup | undefined;
  readonly sort: string;
  readonly page: number;
  readonly pageSize: number;
  readonly now: number;
}

/** The one row that all of it is read in. */
interface PageRow extends Counts {
  /** JSON: a page in one piece costs a fifth of fetching and mapping each value. */
  readonly items: string;
  readonly nextDueAt: number | null;
  /** Rows that no search finds yet. */
  readonly unwritten: number;
}

const statements = new BuiltStatements();

/**
 * One page of configurations, how many there are of each group (of all that match `q`), and when the next is due.
 * A token that is being refreshed stays in the group that it was in. One round trip, unless a search is the first since
 * names or accounts changed.
 */
export async function listTokenConfigs(db: Database, wanted: WantedTokenConfigs): Promise<TokenConfigPage> {
  const words = searchWords(wanted.q ?? "");
  let row = await readPage(db, wanted, words);
  if (words.length > 0 && row.unwritten > 0) {
    await writeSearchTexts(db);
    row = await readPage(db, wanted, words);
  }
  return { items: JSON.parse(row.items), counts: countsOf(row), nextDueAt: row.nextDueAt };
}

async function readPage(db: Database, wanted: WantedTokenConfigs, words: readonly string[]): Promise<PageRow> {
  const { group, now, page, pageSize, sort } = wanted;
  const statement = statements.of(
    [sort, group, words.length].join(),
    () => selectPage({ sort, group, wordCount: words.length }),
    { now, pageSize, offset: (page - 1) * pageSize, ...wordValues(words) },
  );
  const { rows } = await db.client.execute(statement);
  return rows[0] as unknown as PageRow; // the statement gives one row, with these columns
}

const build = new QueryBuilder();
const now = sql.placeholder("now");

function selectPage(shape: { sort: string; group: StatusGroup | undefined; wordCount: number }): Statement {
  const matching = holdsWords(shape.wordCount);
  const listed = build
    .select({
      configId: overviewRows.configId,
      name: overviewRows.name,
      standing: overviewRows.standing,
      expiresAt: overviewRows.expiresAt,
      updatedAt: overviewRows.updatedAt,
    })
    .from(overviewRows)
    .where(and(matching, shape.group && inGroup(shape.group, sql`+${overviewRows.standing}`)))
    .orderBy(...orderOf(overviewRows, shape.sort))
    .limit(sql.placeholder("pageSize"))
    .offset(sql.placeholder("offset"))
    .as("listed");
  const item = sql`json_object('config', ${jsonOf(shownOfConfig)}, 'token', ${jsonOf(shownOfToken)})`;
  const order = sql.join(orderOf(listed, shape.sort), sql`, `);
  const items = build
    .select({ items: sql`json_group_array(${item} order by ${order})` })
    .from(listed)
    .innerJoin(tokenConfigs, eq(tokenConfigs.id, listed.configId))
    .innerJoin(tokens, eq(tokens.configId, listed.configId));
  const nextDueAt = build
    .select({ at: min(tokens.dueAt) })
    .from(tokens)
    .where(isNotNull(tokens.dueAt));
  const counted = matching ? countMatching(matching) : countAll();
  return build
    .select({
      all: counted.all,
      needsYou: counted.needsYou,
      failing: counted.failing,
      notInUse: counted.notInUse,
      items: sql`(${items})`.as("items"),
      nextDueAt: sql`(${nextDueAt})`.as("nextDueAt"),
      unwritten: sql`(${countUnwritten})`.as("unwritten"),
    })
    .from(counted);
}

/**
 * Whether a row is of a group: the same as its status says in core, which a test compares.
 * @param standing with a plus before it no index is chosen for it: a page is read in its own order, up to its end, in
 * place of collecting and sorting the whole group
 */
function inGroup(group: StatusGroup, standing: SQLWrapper = overviewRows.standing): SQL | undefined {
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

interface Counts {
  readonly all: number;
  readonly needsYou: number;
  readonly failing: number;
  readonly notInUse: number;
}

/** Counts everything without reading everything: the healthy, usually most, are what is left of all. */
function countAll() {
  const number = (condition?: SQL) => sql`(${build.select({ rows: count() }).from(overviewRows).where(condition)})`;
  return countsBy(number).from(sql`(select 1)`).as("counted");
}

function countMatching(matching: SQL) {
  const number = (condition: SQL = sql`true`) => sql`count(*) filter (where ${condition})`;
  return countsBy(number).from(overviewRows).where(matching).as("counted");
}

function countsBy(number: (condition?: SQL) => SQL) {
  return build.select({
    all: number().as("all"),
    needsYou: number(inGroup("needs-you")).as("needsYou"),
    failing: number(inGroup("failing")).as("failing"),
    notInUse: number(inGroup("not-in-use")).as("notInUse"),
  });
}

function countsOf({ all, failing, needsYou, notInUse }: Counts): TokenConfigPage["counts"] {
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
