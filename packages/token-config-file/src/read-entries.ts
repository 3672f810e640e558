import { load } from "js-yaml";
import { Expansion } from "./expansion.ts";
import { FileRefused } from "./file-refused.ts";
import type { Plain } from "./plain.ts";
import { readingSchema } from "./scalars.ts";
import { splitEntries } from "./split-entries.ts";
import { splitJson } from "./split-json.ts";
import { yamlRefusal } from "./yaml-refusal.ts";

/** Above this, entries are read one by one alone; an alias to another entry is refused. In UTF-16 units. */
const WHOLE_LIMIT = 1_000_000;
const MOST_ALIASES = 1_000;
const MOST_DEPTH = 40;

export interface FileEntry {
  /** Position in the file, from 0. */
  readonly index: number;
  /** Line at which it begins, from 1. */
  readonly line: number;
  readonly value: Plain;
}

/**
 * The entries of a file in the seed system's format, one after the other, so that a caller can take its time between
 * two of them. A file that is one mapping is one entry.
 * @throws FileRefused at the first thing that cannot be read; nothing after it is read
 */
export function* readEntries(text: string): Generator<FileEntry> {
  const parts = splitEntries(text) ?? splitJson(text);
  let read = 0;
  if (parts !== undefined) {
    try {
      for (const part of parts) {
        const [value = null] = asList(parse(part.text, part.line));
        yield { index: read, line: part.line, value };
        read += 1;
      }
      return;
    } catch (error) {
      if (!(error instanceof FileRefused)) throw error;
      // Read alone an entry can fail for what stands elsewhere: an anchor, or a text that looks like an entry.
      if (text.length > WHOLE_LIMIT) throw error.fault === "syntax" ? distantAlias(error) : error;
    }
  }
  if (text.length > WHOLE_LIMIT) throw new FileRefused("entries-not-apart");
  const lines = parts?.map(({ line }) => line) ?? [];
  for (const [index, value] of asList(parse(text, 1)).entries()) {
    if (index >= read) yield { index, line: lines[index] ?? 1, value };
  }
}

function distantAlias(error: FileRefused): FileRefused {
  return /alias/.test(error.message) ? new FileRefused("distant-alias", error.line) : error;
}

function asList(value: Plain): readonly Plain[] {
  if (value === null || value === "") throw new FileRefused("empty");
  if (typeof value !== "object") throw new FileRefused("not-a-list", 1);
  if (!Array.isArray(value)) return [value as Plain]; // members by name: one entry
  if (value.length === 0) throw new FileRefused("empty");
  return value;
}

function parse(text: string, firstLine: number): Plain {
  let value: unknown;
  try {
    value = load(text, { schema: readingSchema, maxDepth: MOST_DEPTH, maxAliases: MOST_ALIASES });
  } catch (error) {
    throw yamlRefusal(error, text, firstLine);
  }
  return new Expansion(firstLine).copy(value);
}
