import type { Words } from "./language.ts";

/** A refusal as the catalogue has it; `{…}` places are filled by the refusal. */
export interface ProblemEntry {
  /** HTTP status of the answer. */
  readonly status: number;
  readonly title: Words;
  readonly detail: Words;
  /** What the reader can do. */
  readonly action: Words;
}
