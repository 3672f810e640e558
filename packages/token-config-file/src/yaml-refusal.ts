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

/** What the YAML reader throws as a refusal; anything else as it is. @param firstLine of the text in its file, from 1 */
export function yamlRefusal(error: unknown, firstLine: number): unknown {
  if (!(error instanceof YAMLException)) return error;
  const { reason, mark } = error;
  const fault = faults.find(([words]) => words.test(reason))?.[1] ?? "syntax";
  return new FileRefused(fault, mark ? firstLine + mark.line : undefined, reason);
}
