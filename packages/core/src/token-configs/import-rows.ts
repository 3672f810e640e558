import {
  type ImportRow,
  importOutcomes,
  isInputMessage,
  type Language,
  ProblemError,
  type ProblemSlug,
  problems,
  sayInputError,
  sayProblem,
} from "@grantry/schema";
import type { FileEntry } from "@grantry/token-config-file";
import * as z from "zod";
import { nameInFile } from "./file-entry.ts";
import type { Judged } from "./import-plan.ts";

const facts = z.record(z.string(), z.union([z.string(), z.number()]));

const message = z.union([z.string().refine(isInputMessage), z.object({ en: z.string(), de: z.string() })]);

const importedRow = z.object({
  index: z.int(),
  line: z.int(),
  name: z.string().nullable(),
  outcome: z.enum(importOutcomes),
  clientSecretMissing: z.boolean(),
  refusal: z
    .object({
      slug: z.string().refine((slug): slug is ProblemSlug => slug in problems),
      parameters: facts,
      errors: z.array(z.object({ pointer: z.string(), message, parameters: facts.default({}) })),
    })
    .nullable(),
});

/** What became of one entry, as facts: put into words when read, in the reader's language. */
export type ImportedRow = z.infer<typeof importedRow>;

export const importedRows = z.array(importedRow);

/** How many entries came to which outcome. */
export const importCounts = z.partialRecord(z.enum(importOutcomes), z.int());
export type ImportCounts = z.infer<typeof importCounts>;

export function rowOf({ index, line, value }: FileEntry, judged: Judged): ImportedRow {
  const { clientSecretMissing, outcome, refusal } = judged;
  return {
    index,
    line,
    name: shortened(nameInFile(value)),
    outcome,
    clientSecretMissing,
    refusal: refusal && {
      slug: refusal.slug,
      parameters: refusal.parameters,
      errors: refusal.errors.map((error) => ({ parameters: {}, ...error })),
    },
  };
}

/** Names over 250 characters are refused; a report does not repeat what may be megabytes. */
function shortened(name: string | null): string | null {
  return name !== null && name.length > 250 ? `${name.slice(0, 250)}…` : name;
}

export function countsOf(rows: readonly ImportedRow[]): ImportCounts {
  const counts: ImportCounts = {};
  for (const { outcome } of rows) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

export function sayRow({ refusal, ...row }: ImportedRow, language: Language): ImportRow {
  if (refusal === null) return { ...row, problem: null };
  const complaints = refusal.errors.map((error) => `${error.pointer} ${sayInputError(error, language)}`.trim());
  const parameters = { ...refusal.parameters, complaints: complaints.join(" ") };
  return { ...row, problem: sayProblem(new ProblemError(refusal.slug, { ...refusal, parameters }), language) };
}
