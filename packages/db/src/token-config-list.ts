import type { StatusGroup } from "@grantry/schema";
import { and, asc, desc, eq, isNotNull, min, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { QueryBuilder } from "drizzle-orm/sqlite-core";
import { overviewRows } from "./api-tables.ts";
import { type Database, keptStatement, readRows, type Statement } from "./database.ts";
import { jsonRowOf, jsonRowReader } from "./json-rows.ts";
import { type Counts, countAll, countMatching, countOfGroup, countsOf, inGroup } from "./overview-groups.ts";
import { holdsWords, isUnwritten, searchWords, wordValues, writeSearchTexts } from "./overview-search.ts";
import { type ShownConfig, type ShownToken, shownOfConfig, shownOfToken } from "./shown-columns.ts";
import { tokenConfigs, tokens } from "./tables.ts";

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
  /** JSON: for each configuration its columns and those of its token. */
  readonly items: string;
  readonly nextDueAt: number | null;
  /** For a search: whether there are rows that it does not find yet. */
  readonly unwritten: 0 | 1;
}

/**
 * One page of configurations, how many there are of each group (of all that match `q`), and when the next is due.
 * A token that is being refreshed stays in the group that it was in. One round trip, unless a search is the first since
 * names or accounts changed.
 */
export async function listTokenConfigs(db: Database, wanted: WantedTokenConfigs): Promise<TokenConfigPage> {
  const words = searchWords(wanted.q ?? "");
  let row = await readPage(db, wanted, words);
  if (words.length > 0 && row.unwritten === 1) {
    await writeSearchTexts(db);
    row = await readPage(db, wanted, words);
  }
  const items = (JSON.parse(row.items) as ItemValues[]).map(([config, token]) => ({
    config: configOf(config),
    token: tokenOf(token),
  }));
  return { items, counts: countsOf(row), nextDueAt: row.nextDueAt };
}

type ItemValues = readonly [config: readonly unknown[], token: readonly unknown[]];

const configOf = jsonRowReader<ShownConfig>(shownOfConfig);
const tokenOf = jsonRowReader<ShownToken>(shownOfToken);

async function readPage(db: Database, wanted: WantedTokenConfigs, words: readonly string[]): Promise<PageRow> {
  const { group, now, page, pageSize, sort } = wanted;
  const select = pageStatement({ sort, group, wordCount: words.length });
  const values = { now, pageSize, offset: (page - 1) * pageSize, ...wordValues(words) };
  const [row] = await readRows<PageRow>(db, select(db, values));
  if (!row) throw new Error("the statement of a page gave no row");
  return row;
}

/** What a page's statement differs in; all else are its values. */
interface Shape {
  readonly sort: string;
  readonly group: StatusGroup | undefined;
  readonly wordCount: number;
}

/** Searches of more words are rare: their statements are built anew, and not kept. */
const KEPT_WORDS = 5;
const pageStatements = new Map<string, ReturnType<typeof keptStatement>>();

function pageStatement(shape: Shape): ReturnType<typeof keptStatement> {
  const name = [shape.sort, shape.group, shape.wordCount].join();
  const statement = pageStatements.get(name) ?? keptStatement(() => selectPage(shape));
  if (shape.wordCount <= KEPT_WORDS) pageStatements.set(name, statement);
  return statement;
}

const build = new QueryBuilder();

/** A group of at most so many is collected by its index and sorted; a larger one is met often enough in the page's order. */
const FEW = 500;

function selectPage({ group, sort, wordCount }: Shape): Statement {
  const matching = holdsWords(wordCount);
  const counted = build.$with("counted").as(matching ? countMatching(matching) : countAll());
  const inOrder = itemsWhere(sort, and(matching, group && inGroup(group, sql`+${overviewRows.standing}`)));
  const items = group
    ? sql`iif(${countOfGroup(group, counted)} > ${FEW}, (${inOrder}), (${itemsWhere(sort, and(matching, inGroup(group)))}))`
    : sql`(${inOrder})`;
  const nextDueAt = build
    .select({ at: min(tokens.dueAt) })
    .from(tokens)
    .where(isNotNull(tokens.dueAt));
  return build
    .with(counted)
    .select({
      all: counted.all,
      needsYou: counted.needsYou,
      failing: counted.failing,
      notInUse: counted.notInUse,
      items: items.as("items"),
      nextDueAt: sql`(${nextDueAt})`.as("nextDueAt"),
      unwritten: (matching ? isUnwritten : sql`0`).as("unwritten"),
    })
    .from(counted);
}

function itemsWhere(sort: string, condition: SQL | undefined) {
  const listed = build
    .select({
      configId: overviewRows.configId,
      name: overviewRows.name,
      standing: overviewRows.standing,
      expiresAt: overviewRows.expiresAt,
      updatedAt: overviewRows.updatedAt,
    })
    .from(overviewRows)
    .where(condition)
    .orderBy(...orderOf(overviewRows, sort))
    .limit(sql.placeholder("pageSize"))
    .offset(sql.placeholder("offset"))
    .as("listed");
  const item = sql`json_array(${jsonRowOf(shownOfConfig)}, ${jsonRowOf(shownOfToken)})`;
  const order = sql.join(orderOf(listed, sort), sql`, `);
  return build
    .select({ items: sql`json_group_array(${item} order by ${order})` })
    .from(listed)
    .innerJoin(tokenConfigs, eq(tokenConfigs.id, listed.configId))
    .innerJoin(tokens, eq(tokens.configId, listed.configId));
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
