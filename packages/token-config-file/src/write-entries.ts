import { dump } from "js-yaml";
import type { PlainObject } from "./plain.ts";
import { writingSchema } from "./scalars.ts";

/**
 * A file as the seed system writes it: `---`, members by code point at every level, lists at the column of their key,
 * `~` for nothing. What would make its reader refuse the file (C1 controls, U+2028 and the like) is escaped.
 */
export function writeEntries(entries: readonly PlainObject[]): string {
  if (entries.length === 0) return "--- []\n";
  // One by one: the writer looks for values that are the same object, and there are none to find.
  return `---\n${entries.map((entry) => dump([entry], dumpOptions)).join("")}`;
}

/** How YAML is written here. Members are sorted in the text: an object itself puts names like `10` before all others. */
export const dumpOptions = {
  schema: writingSchema,
  seqNoIndent: true,
  lineWidth: -1,
  noRefs: true,
  sortKeys: byCodePoint,
} as const;

/** UTF-16 order differs from code point order where a surrogate meets U+E000 and above. */
function byCodePoint(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  const differing = left.findIndex((character, index) => character !== right[index]);
  if (differing === -1) return left.length - right.length;
  return (left[differing]?.codePointAt(0) ?? 0) - (right[differing]?.codePointAt(0) ?? -1);
}
