import { and, asc, gt, isNull, type SQL, sql } from "drizzle-orm";
import { QueryBuilder } from "drizzle-orm/sqlite-core";
import { overviewRows } from "./api-tables.ts";
import type { Database } from "./database.ts";

/** How many rows get their text in one statement. */
const WRITTEN_AT_ONCE = 500;

/** The words that somebody searches for, as they stand in `search_text`. */
export function searchWords(q: string): string[] {
  const words = folded(q.replaceAll("\0", " ")).split(/\s+/);
  return [...new Set(words)].filter(Boolean);
}

/**
 * Rows in whose name, account or template each of so many words occurs; `undefined` for none. The values are
 * {@link wordValues}. Looking through the text of all rows takes a tenth of what a trigram index does where many match,
 * and as long whatever is searched for.
 */
export function holdsWords(wordCount: number): SQL | undefined {
  const holdsWord = (_: unknown, index: number) =>
    sql`instr(${overviewRows.searchText}, ${sql.placeholder(nameOf(index))})`;
  return and(...Array.from({ length: wordCount }, holdsWord));
}

export function wordValues(words: readonly string[]): Record<string, string> {
  return Object.fromEntries(words.map((word, index) => [nameOf(index), word]));
}

const nameOf = (index: number): string => `word${index}`;

/** Without case and accents. Upper case, since lower case is ambiguous: a Greek sigma has two, a German ß is SS. */
function folded(text: string): string {
  return text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toUpperCase();
}

/** Rows that have no search text yet. */
const unwritten = new QueryBuilder()
  .select({ id: overviewRows.id })
  .from(overviewRows)
  .where(isNull(overviewRows.searchText));
/** Whether there is one. */
export const isUnwritten: SQL = sql`exists ${unwritten}`;

/** A row's text as it stands there; a line is no part of a word. */
const text = sql<string>`${overviewRows.name} || char(10) || coalesce(${overviewRows.account}, '') || char(10) || ${overviewRows.template}`;

/**
 * Writes the search texts that are missing; SQLite knows the case of ASCII alone and no accents. A row that changes
 * meanwhile waits for the next search. Two round trips for each 500 rows, one more to see that none is left.
 */
export async function writeSearchTexts(db: Database): Promise<void> {
  let after = 0;
  for (;;) {
    const rows = await db.drizzle
      .select({ id: overviewRows.id, text })
      .from(overviewRows)
      .where(and(isNull(overviewRows.searchText), gt(overviewRows.id, after)))
      .orderBy(asc(overviewRows.id))
      .limit(WRITTEN_AT_ONCE);
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
    const texts = rows.map((row) => ({ ...row, folded: folded(row.text) }));
    await db.drizzle.run(sql`update ${overviewRows} set search_text = written.value ->> 'folded'
      from json_each(${JSON.stringify(texts)}) written
      where ${overviewRows.id} = written.value ->> 'id' and ${text} = written.value ->> 'text'`);
    await new Promise((resolve) => setTimeout(resolve)); // lets others be served
  }
}
