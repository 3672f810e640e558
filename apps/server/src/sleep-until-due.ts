import { setTimeout as wait } from "node:timers/promises";
import type { Context } from "@grantry/core";

const LONGEST_SLEEP_MS = 60_000;
const SHORTEST_SLEEP_MS = 250;
/** How often a change in the database is looked for. */
const LOOKS_EVERY_MS = 1_000;
const AFTER_FAILURE_MS = 5_000;

/** When there is something to do, ms; `null`: nothing is planned. */
export type NextDue = () => Promise<number | null>;

/**
 * Sleeps until something is due, at most a minute; wakes when it becomes due earlier than was known when it fell asleep.
 * @param first until when to sleep if nothing changes, ms; `null`: no limit but the minute
 */
export async function sleepUntilDue(
  ctx: Context,
  stop: AbortSignal,
  { first, next }: { first: number | null; next: NextDue },
): Promise<void> {
  const { now } = ctx.platform;
  const asleepAt = now();
  const within = (at: number | null) => Math.min(at ?? Number.POSITIVE_INFINITY, asleepAt + LONGEST_SLEEP_MS);
  let until = Math.max(within(first), asleepAt + SHORTEST_SLEEP_MS);
  let stamp = ctx.db.changeStamp();
  while (!stop.aborted && now() < until) {
    await nap(Math.min(LOOKS_EVERY_MS, until - now()), stop);
    if (ctx.db.changeStamp() === stamp) continue;
    stamp = ctx.db.changeStamp();
    until = Math.min(until, within(await next()));
  }
}

/** What a clock does when a turn broke: it tells, and waits before the next. */
export async function tellAndWait(ctx: Context, stop: AbortSignal, event: string, error: unknown): Promise<void> {
  ctx.platform.log("error", event, { error: error instanceof Error ? error.stack : String(error) });
  await nap(AFTER_FAILURE_MS, stop);
}

/** Ends early, and well, when `stop` is signalled. */
async function nap(ms: number, stop: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal: stop }).catch(() => undefined);
}
