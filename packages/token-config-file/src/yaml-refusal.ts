import { YAMLException } from "js-yaml";
import { FileRefused } from "./file-refused.ts";

const faults = [
  [/duplicated mapping key/, "duplicate-key"],
  [/unknown \w+ tag/, "custom-tag"],
  [/single document/, "several-documents"],
  [/empty/, "empty"],
  [/nesting|depth/, "too-deep"],
  [/maxAliases|aliases|maxTotalMergeKeys/, "too-many-aliases"],
] as const;

/**
 * What the YAML reader throws about a text as a refusal; anything else as it is.
 * @param firstLine of the text in its file, from 1
 */
export function yamlRefusal(error: unknown, text: string, firstLine: number): unknown {
  if (!(error instanceof YAMLException)) return error;
  const { reason, mark } = error;
  const fault = faults.find(([words]) => words.test(reason))?.[1] ?? "syntax";
  const line = fault === "several-documents" ? secondDocument(text) : mark?.line;
  return new FileRefused(fault, line === undefined ? undefined : firstLine + line, reason);
}

/** The line, from 0, at which another document begins: the reader does not say. */
function secondDocument(text: string): number | undefined {
  const lines = text.split(/\r?\n/);
  const begun = lines.findIndex((line) => !/^\s*(?:[#%].*)?$/.test(line)); // beyond comments and directives
  const another = lines.slice(begun + 1).findIndex((line) => /^---(?:\s|$)/.test(line));
  return another < 0 ? undefined : begun + 1 + another;
}
