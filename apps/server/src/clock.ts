import {
  type Context,
  forgetOld,
  nextDevicePollAt,
  nextRefreshAt,
  pollDeviceAuthorizations,
  refreshDue,
  replaySpool,
} from "@grantry/core";
import { sleepUntilDue, tellAndWait } from "./sleep-until-due.ts";

/** While something due cannot be turned to: another host is at it, or its endpoint hangs. */
const SLEEP_WHILE_STUCK_MS = 1_000;
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
      const first = stuck ? ctx.platform.now() + SLEEP_WHILE_STUCK_MS : await nextDueAt(ctx);
      await sleepUntilDue(ctx, stop, { first, next: () => nextDueAt(ctx) });
    } catch (error) {
      await tellAndWait(ctx, stop, "clock.failed", error);
    }
  }
}

/** When a token, or a device authorization, is due next, ms; `null`: nothing is planned. */
async function nextDueAt(ctx: Context): Promise<number | null> {
  const planned = (await Promise.all([nextRefreshAt(ctx), nextDevicePollAt(ctx)])).filter((at) => at !== null);
  return planned.length > 0 ? Math.min(...planned) : null;
}
