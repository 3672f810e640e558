import { dump } from "js-yaml";
import type { Plain, PlainObject } from "./plain.ts";
import { writingSchema } from "./scalars.ts";

/**
 * A file as the seed system writes it: `---`, members by code point at every level, lists at the column of their key,
 * `~` for nothing. What would make its reader refuse the file (C1 controls, U+2028 and the like) is escaped.
 */
export function writeEntries(entries: readonly PlainObject[]): string {
  if (entries.length === 0) return "--- []\n";
  // One by one: the writer looks for values that are the same object, and there are none to find.
  return `---\n${entries.map((entry) => dump([sorted(entry)], dumpOptions)).join("")}`;
}

/** How YAML is written here. */
export const dumpOptions = { schema: writingSchema, seqNoIndent: true, lineWidth: -1, noRefs: true } as const;

/** A value with its members in order at every level. */
export function sorted(value: Plain): Plain {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value as PlainObject); // a list was told apart above
  return Object.fromEntries(members.sort(([a], [b]) => byCodePoint(a, b)).map(([name, item]) => [name, sorted(item)]));
}

/** UTF-16 order differs from code point order where a surrogate meets U+E000 and above. */
function byCodePoint(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  const differing = left.findIndex((character, index) => character !== right[index]);
  if (differing === -1) return left.length - right.length;
  return (left[differing]?.codePointAt(0) ?? 0) - (right[differing]?.codePointAt(0) ?? -1);
}
