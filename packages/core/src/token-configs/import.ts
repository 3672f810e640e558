import { countImportEntries, isConflict, isUniqueViolation } from "@grantry/db";
import { type ImportOutcome, type ImportReport, type ImportRow, ProblemError, sayProblem } from "@grantry/schema";
import { decode, type FileEntry, FileRefused, readEntries } from "@grantry/token-config-file";
import type { Context } from "../context.ts";
import { newId } from "../ids.ts";
import { nameInFile } from "./file-entry.ts";
import { fileRefusal } from "./file-refusal.ts";
import { applyStaged, dropStaged, stage } from "./import-apply.ts";
import { ImportPlan, type Judged } from "./import-plan.ts";

/** Entries that are read, judged and staged together: few enough not to hold the process for long. */
const CHUNK = 100;

export interface ImportChoice {
  readonly overwrite: boolean;
  readonly dryRun: boolean;
  readonly leaveOutRefused: boolean;
  /** By which whoever asks can ask for {@link importProgress} meanwhile. */
  readonly id?: string | undefined;
}

/**
 * Imports a file in the seed system's format: all of it or nothing, a row per entry. Round trips: three to begin with,
 * two for each hundred entries, one to apply.
 * @throws ProblemError file-refused, import-refused (with the report), changed-meanwhile
 */
export async function importTokenConfigs(ctx: Context, file: Uint8Array, choice: ImportChoice): Promise<ImportReport> {
  const { platform } = ctx;
  const importId = choice.id === undefined ? newId(platform) : importIdOf(ctx, choice.id);
  const plan = await ImportPlan.begin(ctx, choice);
  const rows: ImportRow[] = [];
  try {
    for (const chunk of chunksOf(readable(ctx, file))) {
      const judged = await plan.judge(chunk);
      rows.push(...judged.map((entry, index) => rowOf(ctx, chunk[index], entry)));
      if (!choice.dryRun) await stage(ctx, importId, judged);
      await platform.wait(0); // others have their turn
    }
    const refused = rows.filter(({ outcome }) => outcome === "refused").length;
    if (choice.dryRun) return { dryRun: true, applied: false, entries: rows };
    if (refused > 0) throw importRefused(rows, refused);
    await applyStaged(ctx, importId, { counts: countsOf(rows), plan });
    return { dryRun: false, applied: true, entries: rows };
  } catch (error) {
    await dropStaged(ctx, importId);
    if (isConflict(error) || ["token_configs.name", "import_entries"].some((one) => isUniqueViolation(error, one))) {
      throw new ProblemError("changed-meanwhile", { cause: error });
    }
    throw error;
  }
}

/** How many entries of a running import are checked and put aside. One statement. */
export async function importProgress(ctx: Context, id: string): Promise<{ putAside: number }> {
  return { putAside: await countImportEntries(ctx.db, importIdOf(ctx, id)) };
}

/** Ids that are chosen by those who ask are told apart by who they are: nobody adds to, or sees, what another imports. */
function importIdOf({ actor }: Context, id: string): string {
  return `${actor.id}/${id.toLowerCase()}`;
}

function* readable(ctx: Context, file: Uint8Array): Generator<FileEntry> {
  try {
    yield* readEntries(decode(file));
  } catch (error) {
    throw error instanceof FileRefused ? fileRefusal(error, ctx.language) : error;
  }
}

function* chunksOf(entries: Iterable<FileEntry>): Generator<FileEntry[]> {
  let chunk: FileEntry[] = [];
  for (const entry of entries) {
    chunk.push(entry);
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

function rowOf(ctx: Context, entry: FileEntry | undefined, judged: Judged): ImportRow {
  return {
    index: entry?.index ?? 0,
    line: entry?.line ?? 0,
    name: entry ? nameInFile(entry.value) : null,
    outcome: judged.outcome,
    clientSecretMissing: judged.clientSecretMissing,
    problem: judged.refusal ? sayProblem(judged.refusal, ctx.language) : null,
  };
}

function importRefused(rows: ImportRow[], refused: number): ProblemError {
  const report: ImportReport = { dryRun: false, applied: false, entries: rows };
  return new ProblemError("import-refused", {
    parameters: { refused: String(refused), all: String(rows.length) },
    members: { ...report },
  });
}

function countsOf(rows: readonly ImportRow[]): Partial<Record<ImportOutcome, number>> {
  const counts: Partial<Record<ImportOutcome, number>> = {};
  for (const { outcome } of rows) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}
