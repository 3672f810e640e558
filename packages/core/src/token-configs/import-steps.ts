import {
  dueImports,
  endImport,
  holdsImport,
  type ImportLease,
  type ImportRow,
  importRows,
  isConflict,
  isUniqueViolation,
  nextImportAt as nextImportIn,
  nextImportPiece,
  saveImportPiece,
  stagedRegistrations,
  takeImport,
  writeBatch,
} from "@grantry/db";
import { type Actor, type ProblemSlug, role, scope } from "@grantry/schema";
import type { FileEntry } from "@grantry/token-config-file";
import * as z from "zod";
import type { Context } from "../context.ts";
import { newId } from "../ids.ts";
import { applyStaged, stagedOf } from "./import-apply.ts";
import { ImportPlan } from "./import-plan.ts";
import { countsOf, type ImportedRow, importedRows, rowOf } from "./import-rows.ts";

/** A host that is not heard of for so long has left its import to others. */
const LEASE_MS = 30_000;
/** A file that brings down one host after the other is given up. */
const MOST_TAKEN_UP = 5;

/**
 * Brings an import to its end, piece by piece; whoever is killed is followed by {@link continueImports} of any host.
 * Round trips: six to begin with, two for each piece, three to end.
 * @returns when it has ended, another host is at it, or `stop` was signalled
 */
export async function runImport(ctx: Context, id: string, stop?: AbortSignal): Promise<void> {
  const { db, platform } = ctx;
  const lease = { id, owner: newId(platform) };
  const taken = await takeImport(db, { ...lease, ...leaseTimes(ctx) });
  if (!taken) return;
  try {
    if (taken.takenUp > MOST_TAKEN_UP) return await endAs(ctx, lease, { outcome: "failed", problem: "internal-error" });
    await takeSteps({ ...ctx, actor: actorOf(taken) }, { lease, taken, stop });
  } catch (error) {
    if (!(await holdsImport(db, lease))) return; // another host has taken it up, and ends it
    const problem = isChange(error) ? "changed-meanwhile" : "internal-error";
    if (problem === "internal-error") platform.log("error", "import.broke", { import: id, error: String(error) });
    await endAs(ctx, lease, { outcome: "failed", problem });
  }
}

/** Goes on with imports whose host has gone. One statement when there are none. */
export async function continueImports(ctx: Context, stop: AbortSignal): Promise<void> {
  for (const { id } of await dueImports(ctx.db, ctx.platform.now())) {
    if (stop.aborted) return;
    await runImport(ctx, id, stop);
  }
}

/** When an import may be taken up next, ms; `null`: none is open. */
export async function nextImportAt({ db }: Pick<Context, "db">): Promise<number | null> {
  return nextImportIn(db);
}

interface Steps {
  readonly lease: ImportLease;
  readonly taken: ImportRow;
  readonly stop: AbortSignal | undefined;
}

async function takeSteps(ctx: Context, { lease, taken, stop }: Steps): Promise<void> {
  const { db, platform } = ctx;
  const plan = await ImportPlan.begin(ctx, taken, {
    names: (await rowsSoFar(ctx, lease.id)).flatMap(({ name }) => name ?? []),
    registrations: await stagedRegistrations(db, platform.keys, lease.id),
  });
  while (!stop?.aborted) {
    const piece = await nextImportPiece(db, platform.keys, lease.id);
    if (!piece) return end(ctx, lease);
    const entries = JSON.parse(piece.entries.reveal()) as FileEntry[]; // kept by takeIn
    const judged = await plan.judge(entries);
    const rows = entries.flatMap((entry, index) => (judged[index] ? [rowOf(entry, judged[index])] : []));
    const staged = await stagedOf(ctx, lease.id, judged);
    const size = entries.length;
    const { until } = leaseTimes(ctx);
    await saveImportPiece(db, { ...lease, until }, { number: piece.number, size, rows, staged });
    await platform.wait(0); // others have their turn
  }
}

async function end(ctx: Context, lease: ImportLease): Promise<void> {
  const counts = countsOf(await rowsSoFar(ctx, lease.id));
  if (counts.refused === undefined) return applyStaged(ctx, lease, counts);
  await endAs(ctx, lease, { outcome: "refused", problem: null, counts });
}

async function endAs(
  { db, platform }: Context,
  lease: ImportLease,
  how: { outcome: "refused" | "failed"; problem: ProblemSlug | null; counts?: unknown },
): Promise<void> {
  await writeBatch(db, endImport(db, lease, { counts: null, ...how, now: platform.now() }));
}

async function rowsSoFar({ db }: Pick<Context, "db">, importId: string): Promise<ImportedRow[]> {
  return (await importRows(db, importId)).flatMap((rows) => importedRows.parse(rows));
}

function leaseTimes({ platform }: Pick<Context, "platform">): { now: number; until: number } {
  const now = platform.now();
  return { now, until: now + LEASE_MS };
}

/** Whether what the import was judged by is no longer so. */
function isChange(error: unknown): boolean {
  return isConflict(error) || isUniqueViolation(error, "token_configs.name");
}

const storedActor = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("user"), id: z.string(), role, label: z.string() }),
  z.object({
    kind: z.literal("api-key"),
    id: z.string(),
    scopes: z.array(scope),
    tokenConfigs: z.array(z.string()).nullable(),
    label: z.string(),
  }),
  z.object({ kind: z.literal("console"), id: z.literal("console"), label: z.string() }),
  z.object({ kind: z.literal("clock"), id: z.literal("clock"), label: z.string() }),
]);

function actorOf({ actor }: ImportRow): Actor {
  return storedActor.parse(actor);
}
