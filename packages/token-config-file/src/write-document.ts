import { dump } from "js-yaml";
import type { PlainObject } from "./plain.ts";
import { dumpOptions } from "./write-entries.ts";

/** One document as YAML, written as in files: the same escapes, the same order. */
export function writeDocument(document: PlainObject): string {
  return dump(document, dumpOptions);
}
