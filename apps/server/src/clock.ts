import { setTimeout as wait } from "node:timers/promises";
import { type Context, nextRefreshAt, refreshDue, replaySpool } from "@grantry/core";

const LONGEST_SLEEP_MS = 60_000;
const SHORTEST_SLEEP_MS = 250;
const AFTER_FAILURE_MS = 5_000;
const TOKENS_PER_TICK = 10_000;

/**
 * Saves what the database did not take before, refreshes what is due, then sleeps until the next token is, at most a minute: another process may have added one.
 * @returns when `stop` was signalled and the tick in progress is over
 */
export async function runClock(ctx: Context, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    try {
      await replaySpool(ctx);
      await refreshDue(ctx, { most: TOKENS_PER_TICK, minLifetimeMs: 0 });
      const next = (await nextRefreshAt(ctx)) ?? Number.POSITIVE_INFINITY;
      const untilNextMs = next - ctx.platform.now();
      await sleep(ctx, Math.max(SHORTEST_SLEEP_MS, Math.min(LONGEST_SLEEP_MS, untilNextMs)), stop);
    } catch (error) {
      ctx.platform.log("error", "clock.failed", { error: error instanceof Error ? error.stack : String(error) });
      await wait(AFTER_FAILURE_MS, undefined, { signal: stop }).catch(() => undefined);
    }
  }
}

/** Sleeps, but wakes when a token becomes due earlier than was known when it fell asleep. */
async function sleep(ctx: Context, ms: number, stop: AbortSignal): Promise<void> {
  let until = ctx.platform.now() + ms;
  let stamp = ctx.db.changeStamp();
  while (!stop.aborted && ctx.platform.now() < until) {
    await wait(Math.min(1_000, until - ctx.platform.now()), undefined, { signal: stop }).catch(() => undefined);
    if (ctx.db.changeStamp() === stamp) continue;
    stamp = ctx.db.changeStamp();
    const next = await nextRefreshAt(ctx);
    if (next !== null) until = Math.min(until, next);
  }
}
