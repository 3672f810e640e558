import { CORE_SCHEMA, load, mergeTag } from "js-yaml";
import { FileRefused } from "./file-refused.ts";
import { splitMembers } from "./split-members.ts";
import { yamlRefusal } from "./yaml-refusal.ts";

/** Above this, a text is read member by member: measured, 20 MB at once take six seconds and half a gigabyte. */
const WHOLE_LIMIT = 1_000_000;
/** Members up to this are read with what stands beside them. In UTF-16 units. */
const PIECE = 200_000;
const MOST_ALIASES = 10_000;
const MOST_DEPTH = 100;
const schema = CORE_SCHEMA.withTags(mergeTag);

/**
 * Any JSON or YAML text as data: YAML 1.2 core schema and merge keys. What aliases name is shared, not copied; it can
 * contain itself. Pauses after each piece of a large YAML text, so that a caller can take its time.
 * @returns what the text holds
 * @throws FileRefused at the first thing that cannot be read
 */
export function* readData(text: string): Generator<undefined, unknown> {
  if (text.trim() === "") throw new FileRefused("empty");
  const json = /^\s*[{[]/.test(text) ? readJson(text) : undefined;
  if (json) return json.value;
  if (text.length <= WHOLE_LIMIT) return parse(text, 1);
  const [beforeMapping = ""] = /^(?:\s*(?:#.*)?\n)*---[ \t]*\r?\n/.exec(text) ?? [];
  return yield* readMapping(text.slice(beforeMapping.length), lineBreaks(beforeMapping) + 1);
}

/** JSON, or `undefined` where a small text may yet be YAML in braces. */
function readJson(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    if (text.length <= WHOLE_LIMIT) return undefined;
    throw new FileRefused("syntax", undefined, error instanceof Error ? error.message : undefined);
  }
}

function* readMapping(text: string, firstLine: number): Generator<undefined, unknown> {
  const members = splitMembers(text);
  if (!members) {
    if (text.length <= WHOLE_LIMIT) return parsePiece(text, firstLine);
    throw new FileRefused("too-large-at-once", firstLine);
  }
  const values = new Map<string, unknown>();
  let run: { text: string; line: number } | undefined;
  const add = (entries: Iterable<[string, unknown]>, line: number) => {
    for (const [key, value] of entries) {
      if (values.has(key)) throw new FileRefused("duplicate-key", line);
      values.set(key, value);
    }
  };
  for (const { key, text: member, below, line } of [...members, end]) {
    if (run && (member === "" || run.text.length + member.length > PIECE)) {
      add(Object.entries(Object(parsePiece(run.text, run.line))), run.line);
      run = undefined;
      yield;
    }
    if (below !== undefined && member.length > PIECE)
      add([[key, yield* readMapping(below, firstLine + line + 1)]], firstLine + line);
    else if (member !== "") run = { text: (run?.text ?? "") + member, line: run?.line ?? firstLine + line };
  }
  return Object.fromEntries(values);
}

const end = { key: "", text: "", below: undefined, line: 0 };

/** A part of a text: an anchor that it does not have stands in another part. */
function parsePiece(text: string, firstLine: number): unknown {
  try {
    return parse(text, firstLine);
  } catch (error) {
    const isDistant = error instanceof FileRefused && error.fault === "syntax" && /alias/.test(error.message);
    throw isDistant ? new FileRefused("distant-alias", error.line) : error;
  }
}

function parse(text: string, firstLine: number): unknown {
  try {
    return load(text, { schema, maxDepth: MOST_DEPTH, maxAliases: MOST_ALIASES });
  } catch (error) {
    throw yamlRefusal(error, text, firstLine);
  }
}

function lineBreaks(text: string): number {
  return text.split("\n").length - 1;
}
