import { and, type SQL, sql } from "drizzle-orm";
import { overviewRows } from "./api-tables.ts";

/** The trigram index knows nothing shorter. */
const PART_LENGTH = 3;

/**
 * Rows in whose name, account or template every word of `q` occurs: anywhere from three characters on, at the beginning
 * of a word below. Case and accents do not count, and nothing that people type has a meaning of its own: each word is a
 * quoted string to FTS5. `undefined` where nothing is asked.
 */
export function overviewMatches(q: string): SQL | undefined {
  const words = q.normalize("NFC").replaceAll("\0", " ").split(/\s+/).filter(Boolean);
  const [parts, beginnings] = [words.filter(isPart), words.filter((word) => !isPart(word))];
  return and(
    parts.length > 0 ? isIn("overview_parts", parts.map(quoted)) : undefined,
    beginnings.length > 0
      ? isIn(
          "overview_words",
          beginnings.map((word) => `${quoted(word)}*`),
        )
      : undefined,
  );
}

const isPart = (word: string): boolean => [...word].length >= PART_LENGTH;
const quoted = (word: string): string => `"${word.replaceAll('"', '""')}"`;

function isIn(table: "overview_parts" | "overview_words", terms: readonly string[]): SQL {
  const name = sql.identifier(table);
  return sql`${overviewRows.id} in (select rowid from ${name} where ${name} match ${terms.join(" AND ")})`;
}
