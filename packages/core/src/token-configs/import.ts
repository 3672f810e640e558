import type { ImportReport } from "@grantry/schema";
import type { Context } from "../context.ts";
import { newId } from "../ids.ts";
import { piecesOf, takeIn } from "./import-arrival.ts";
import { ImportPlan } from "./import-plan.ts";
import { importIdOf, reportOf } from "./import-reports.ts";
import { type ImportedRow, rowOf, sayRow } from "./import-rows.ts";
import { runImport } from "./import-steps.ts";

/** How often is looked whether an import has ended that another host has taken up. */
const LOOKS_EVERY_MS = 500;

export interface ImportChoice {
  readonly overwrite: boolean;
  readonly dryRun: boolean;
  readonly leaveOutRefused: boolean;
  /** By which whoever asks finds the import again. */
  readonly id?: string | undefined;
}

/**
 * Imports a file in the seed system's format: all of it or nothing, a row per entry. It goes on when whoever asked has
 * left, and where its host is killed once the file has arrived, another one goes on with it.
 * @throws ProblemError file-refused, import-refused (with the report), changed-meanwhile
 */
export async function importTokenConfigs(ctx: Context, file: Uint8Array, choice: ImportChoice): Promise<ImportReport> {
  if (choice.dryRun) return check(ctx, file, choice);
  const { platform } = ctx;
  const id = importIdOf(ctx, choice.id ?? newId(platform));
  const { leaveOutRefused, overwrite } = choice;
  const work = takeIn(ctx, file, { id, overwrite, leaveOutRefused }).then(() => runImport(ctx, id));
  platform.afterResponse(work.catch(() => undefined)); // who asked may leave; what failed is told below, or found in the list
  await work;
  for (;;) {
    const report = await reportOf(ctx, id);
    if (report) return report;
    await platform.wait(LOOKS_EVERY_MS);
  }
}

/** What would become of each entry. Three round trips to begin with, one for each piece where names are overwritten. */
async function check(ctx: Context, file: Uint8Array, choice: ImportChoice): Promise<ImportReport> {
  const plan = await ImportPlan.begin(ctx, choice);
  const rows: ImportedRow[] = [];
  for (const { entries } of piecesOf(ctx, file)) {
    const judged = await plan.judge(entries);
    rows.push(...entries.flatMap((entry, index) => (judged[index] ? [rowOf(entry, judged[index])] : [])));
    await ctx.platform.wait(0); // others have their turn
  }
  return { dryRun: true, applied: false, entries: rows.map((row) => sayRow(row, ctx.language)) };
}
