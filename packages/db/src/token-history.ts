import type { HistoryCause, HistoryKind, HistoryOutcome } from "@grantry/schema";
import { and, desc, eq, lt } from "drizzle-orm";
import type { Database, Statement } from "./database.ts";
import { tokenHistory } from "./tables.ts";

/** An authorization or a refresh that ended. */
export interface HistoryLine {
  readonly id: string;
  readonly at: number;
  readonly kind: HistoryKind;
  /** `null`: nobody was asked. */
  readonly durationMs: number | null;
  /** `null`: it succeeded. */
  readonly cause: HistoryCause | null;
}

export type HistoryRow = typeof tokenHistory.$inferSelect;

/** Bounds of the durations that are counted, ms; what takes longer than all counts for the last. */
export const durationBoundsMs = [50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000] as const;
const UNBOUNDED_MS = Number.MAX_SAFE_INTEGER;
/** Counts what took no request. */
export const NOBODY_ASKED_MS = -1;

/**
 * Notes what ended, and counts it, where the statement before it in the batch changed something. A configuration that
 * is gone has no history.
 */
export function noteHistory(configId: string, line: HistoryLine): Statement[] {
  const outcome = outcomeOf(line.cause);
  const cause = line.cause && JSON.stringify(line.cause);
  const { durationMs } = line;
  const withinMs =
    durationMs === null ? NOBODY_ASKED_MS : (durationBoundsMs.find((bound) => durationMs <= bound) ?? UNBOUNDED_MS);
  return [
    {
      toSQL: () => ({
        sql: insertLine,
        params: [line.id, line.at, line.kind, outcome, durationMs, cause, configId],
      }),
    },
    { toSQL: () => ({ sql: countLine, params: [line.kind, outcome, withinMs, durationMs ?? 0, configId] }) },
  ];
}

// Written out, as each refresh sends them: to build them anew costs more than to run them.
const insertLine = `insert into token_history (id, config_id, at, kind, outcome, duration_ms, cause)
  select ?, id, ?, ?, ?, ?, ? from token_configs where id = ? and changes() > 0`;
const countLine = `insert into token_request_totals (provider, kind, outcome, within_ms, count, total_ms)
  select r.token_origin, ?, ?, ?, 1, ?
  from token_configs c join app_registrations r on r.id = c.app_registration_id
  where c.id = ? and changes() > 0
  on conflict do update set count = count + 1, total_ms = total_ms + excluded.total_ms`;

/** What we refuse ourselves is about the person in the browser. */
function outcomeOf(cause: HistoryCause | null): HistoryOutcome {
  if (cause === null) return "succeeded";
  return "class" in cause ? cause.class : "user";
}

/** A configuration's history, newest first, from before an entry on. One statement on the index. */
export async function historyOf(
  db: Database,
  wanted: { configId: string; before: string | undefined; limit: number },
): Promise<HistoryRow[]> {
  // Ids are in the order of time, and so are their instants.
  const earlier = wanted.before === undefined ? undefined : lt(tokenHistory.id, wanted.before);
  return db.drizzle
    .select()
    .from(tokenHistory)
    .where(and(eq(tokenHistory.configId, wanted.configId), earlier))
    .orderBy(desc(tokenHistory.id))
    .limit(wanted.limit);
}

/** Forgets what ended before an instant. */
export async function forgetHistory(db: Database, before: number): Promise<void> {
  await db.drizzle.delete(tokenHistory).where(lt(tokenHistory.at, before));
}
