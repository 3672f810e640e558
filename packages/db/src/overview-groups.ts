import type { StatusGroup } from "@grantry/schema";
import { and, count, eq, gt, inArray, lt, lte, or, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { QueryBuilder } from "drizzle-orm/sqlite-core";
import { overviewRows } from "./api-tables.ts";
import { standings } from "./standings.ts";

const build = new QueryBuilder();
/** The clock, as a value of the statements made here. */
const now = sql.placeholder("now");

const inNeed: readonly number[] = [
  standings.needsAuthorization,
  standings.needsSettings,
  standings.needsProviderAdmin,
  standings.neverRequested,
];

/**
 * Whether a row is of a group: the same as its status says in core, which a test compares.
 * @param standing with a plus before it no index is chosen for it: a page is read in its own order, up to its end, in
 * place of collecting and sorting the whole group
 */
export function inGroup(group: StatusGroup, standing: SQLWrapper = overviewRows.standing): SQL | undefined {
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

/** What all groups follow from. */
export interface Counts {
  readonly all: number;
  readonly needsYou: number;
  readonly failing: number;
  readonly notInUse: number;
}

/** Counts everything without reading everything: the healthy, usually most, are what is left of all. */
export function countAll() {
  const number = (condition?: SQL) => sql`(${build.select({ rows: count() }).from(overviewRows).where(condition)})`;
  return countsBy(number).from(sql`(select 1)`);
}

/** The same of the rows that match; they are looked through once. */
export function countMatching(matching: SQL) {
  const number = (condition: SQL = sql`true`) => sql`count(*) filter (where ${condition})`;
  return countsBy(number).from(overviewRows).where(matching);
}

function countsBy(number: (condition?: SQL) => SQL) {
  return build.select({
    all: number().as("all"),
    needsYou: number(inGroup("needs-you")).as("needsYou"),
    failing: number(inGroup("failing")).as("failing"),
    notInUse: number(inGroup("not-in-use")).as("notInUse"),
  });
}

/** What the number of each group follows from: the first, less all others. */
const followsFrom: Readonly<Record<StatusGroup, readonly (keyof Counts)[]>> = {
  "needs-you": ["needsYou"],
  failing: ["failing"],
  healthy: ["all", "needsYou", "failing", "notInUse"],
  "in-use": ["all", "notInUse"],
  "not-in-use": ["notInUse"],
};

/** How many of a group there are, by the columns of such a count. */
export function countOfGroup(group: StatusGroup, counted: Record<keyof Counts, SQLWrapper>): SQL {
  const columns = followsFrom[group].map((name) => sql`${counted[name]}`);
  return sql.join(columns, sql` - `);
}

export function countsOf(counts: Counts): Readonly<Record<StatusGroup, number>> {
  const numberOf = (group: StatusGroup) =>
    followsFrom[group].map((name) => counts[name]).reduce((first, other) => first - other);
  return {
    "needs-you": numberOf("needs-you"),
    failing: numberOf("failing"),
    healthy: numberOf("healthy"),
    "in-use": numberOf("in-use"),
    "not-in-use": numberOf("not-in-use"),
  };
}
