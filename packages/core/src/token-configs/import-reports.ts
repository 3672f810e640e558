import { findImport, importRows, importsOf, type ImportRow as StoredImport } from "@grantry/db";
import type { ProblemSlug } from "@grantry/schema";
import {
  type ImportReport,
  type ImportRun,
  type ImportSummary,
  ProblemError,
  problems,
  sayProblem,
} from "@grantry/schema";
import type { Context } from "../context.ts";
import { toInstant } from "../instants.ts";
import { type ImportCounts, importCounts, importedRows, sayRow } from "./import-rows.ts";

/** Reports are found for a week; few administrators import more often than this in it. */
const MOST_LISTED = 50;

/** Ids that are chosen by those who ask are told apart by who they are: nobody adds to, or sees, what another imports. */
export function importIdOf({ actor }: Pick<Context, "actor">, id: string): string {
  return `${actor.id}/${id.toLowerCase()}`;
}

/** Imports of who asks, the newest first. One statement. */
export async function listImports(ctx: Context): Promise<ImportSummary[]> {
  return (await importsOf(ctx.db, ctx.actor.id, MOST_LISTED)).map((row) => summaryOf(ctx, row));
}

/**
 * An import of who asks: how far it is, and once it has ended what became of each entry. Two statements.
 * @throws ProblemError import-not-found
 */
export async function getImport(ctx: Context, id: string): Promise<ImportRun> {
  const row = await findImport(ctx.db, importIdOf(ctx, id));
  if (!row) throw new ProblemError("import-not-found", { parameters: { id } });
  return { ...summaryOf(ctx, row), entries: row.endedAt === null ? null : await saidRows(ctx, row.id) };
}

/**
 * What an import came to.
 * @returns `undefined`: it has not ended
 * @throws ProblemError import-refused (with the report), or what it failed with
 */
export async function reportOf(ctx: Context, importId: string): Promise<ImportReport | undefined> {
  const row = await findImport(ctx.db, importId);
  if (!row) throw new ProblemError("import-not-found", { parameters: { id: importId } });
  if (row.endedAt === null) return undefined;
  const report = { dryRun: false, applied: row.outcome === "applied", entries: await saidRows(ctx, importId) };
  if (row.outcome === "refused") throw importRefused(importCounts.parse(row.counts), report);
  if (row.outcome === "failed") throw new ProblemError(slugOf(row));
  return report;
}

function importRefused(counts: ImportCounts, members: object): ProblemError {
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const parameters = { refused: String(counts.refused ?? 0), all: String(all) };
  return new ProblemError("import-refused", { parameters, members: { ...members } });
}

async function saidRows({ db, language }: Context, importId: string) {
  return (await importRows(db, importId))
    .flatMap((rows) => importedRows.parse(rows))
    .map((row) => sayRow(row, language));
}

function summaryOf({ language }: Pick<Context, "language">, row: StoredImport): ImportSummary {
  const counts = importCounts.parse(row.counts ?? {});
  return {
    id: row.id.slice(row.id.lastIndexOf("/") + 1),
    state: row.outcome ?? (row.dueAt === null ? "arriving" : "running"),
    startedAt: toInstant(row.startedAt),
    endedAt: toInstant(row.endedAt),
    overwrite: row.overwrite,
    leaveOutRefused: row.leaveOutRefused,
    arrived: row.arrived,
    checked: row.checked,
    counts,
    problem: problemOf(row, counts, language),
  };
}

function problemOf(row: StoredImport, counts: ImportCounts, language: Context["language"]): ImportSummary["problem"] {
  if (row.outcome === "refused") return sayProblem(importRefused(counts, {}), language);
  return row.outcome === "failed" ? sayProblem(new ProblemError(slugOf(row)), language) : null;
}

function slugOf({ problem }: StoredImport): ProblemSlug {
  return problem !== null && isSlug(problem) ? problem : "internal-error";
}

function isSlug(text: string): text is ProblemSlug {
  return Object.hasOwn(problems, text);
}
