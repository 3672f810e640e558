import { setTimeout as wait } from "node:timers/promises";
import {
  type Context,
  forgetOld,
  nextDevicePollAt,
  nextRefreshAt,
  pollDeviceAuthorizations,
  refreshDue,
  replaySpool,
} from "@grantry/core";

const LONGEST_SLEEP_MS = 60_000;
const SHORTEST_SLEEP_MS = 250;
/** While something due cannot be turned to: another host is at it, or its endpoint hangs. */
const SLEEP_WHILE_STUCK_MS = 1_000;
const AFTER_FAILURE_MS = 5_000;
const FORGET_EVERY_MS = 60 * 60_000;
const tick = { most: 10_000, atOnce: { inAll: 64, perEndpoint: 12 }, minLifetimeMs: 0 } as const;
const DEVICES_PER_TICK = 20;

/**
 * Saves what the database did not take before, refreshes what is due, then sleeps until the next token is, at most a
 * minute: another process may have added one.
 * @returns when `stop` was signalled and nothing new is begun any more
 */
export async function runClock(ctx: Context, stop: AbortSignal): Promise<void> {
  let forgetAt = ctx.platform.now();
  while (!stop.aborted) {
    try {
      await replaySpool(ctx);
      await pollDeviceAuthorizations(ctx, DEVICES_PER_TICK);
      const next = (await nextRefreshAt(ctx)) ?? Number.POSITIVE_INFINITY;
      const isDue = next <= ctx.platform.now();
      const turnedTo = isDue ? await refreshDue(ctx, { ...tick, stop }) : 0;
      if (ctx.platform.now() >= forgetAt) {
        await forgetOld(ctx);
        forgetAt = ctx.platform.now() + FORGET_EVERY_MS;
      }
      const stuck = isDue && turnedTo === 0;
      const untilNextMs = stuck ? SLEEP_WHILE_STUCK_MS : (await nextDueAt(ctx)) - ctx.platform.now();
      await sleep(ctx, Math.max(SHORTEST_SLEEP_MS, Math.min(LONGEST_SLEEP_MS, untilNextMs)), stop);
    } catch (error) {
      ctx.platform.log("error", "clock.failed", { error: error instanceof Error ? error.stack : String(error) });
      await wait(AFTER_FAILURE_MS, undefined, { signal: stop }).catch(() => undefined);
    }
  }
}

/** Sleeps, but wakes when something becomes due earlier than was known when it fell asleep. */
async function sleep(ctx: Context, ms: number, stop: AbortSignal): Promise<void> {
  let until = ctx.platform.now() + ms;
  let stamp = ctx.db.changeStamp();
  while (!stop.aborted && ctx.platform.now() < until) {
    await wait(Math.min(1_000, until - ctx.platform.now()), undefined, { signal: stop }).catch(() => undefined);
    if (ctx.db.changeStamp() === stamp) continue;
    stamp = ctx.db.changeStamp();
    until = Math.min(until, await nextDueAt(ctx));
  }
}

/** When a token, or a device authorization, is due next, ms. */
async function nextDueAt(ctx: Context): Promise<number> {
  const planned = await Promise.all([nextRefreshAt(ctx), nextDevicePollAt(ctx)]);
  return Math.min(...planned.map((at) => at ?? Number.POSITIVE_INFINITY));
}
