import { setTimeout as wait } from "node:timers/promises";
import { type Context, deliverDue, fetchDue, nextDeliveryAt, nextMailFetchAt } from "@grantry/core";

const LONGEST_SLEEP_MS = 60_000;
const SHORTEST_SLEEP_MS = 250;
const AFTER_FAILURE_MS = 5_000;
const MESSAGES_AT_ONCE = 500;

/**
 * Fetches mail accounts and delivers messages as they are due, each for itself: a webhook that hangs holds up no mailbox.
 * @returns when `stop` was signalled and nothing new is begun any more
 */
export async function runMailClock(ctx: Context, stop: AbortSignal): Promise<void> {
  const limits = { messages: 5_000, milliseconds: 5 * 60_000, stop };
  await Promise.all([
    whenDue(ctx, stop, { work: () => fetchDue(ctx, limits), next: () => nextMailFetchAt(ctx) }),
    whenDue(ctx, stop, { work: () => deliverDue(ctx, MESSAGES_AT_ONCE, stop), next: () => nextDeliveryAt(ctx) }),
  ]);
}

interface Job {
  readonly work: () => Promise<unknown>;
  /** When there is something to do, ms; `null`: nothing is planned. */
  readonly next: () => Promise<number | null>;
}

async function whenDue(ctx: Context, stop: AbortSignal, job: Job): Promise<void> {
  const { platform } = ctx;
  while (!stop.aborted) {
    try {
      if (((await job.next()) ?? Number.POSITIVE_INFINITY) <= platform.now()) await job.work();
      await sleep(ctx, stop, job);
    } catch (error) {
      platform.log("error", "mail-clock.failed", { error: error instanceof Error ? error.stack : String(error) });
      await wait(AFTER_FAILURE_MS, undefined, { signal: stop }).catch(() => undefined);
    }
  }
}

/** Sleeps until something is due, at most a minute; wakes when that changes earlier. */
async function sleep(ctx: Context, stop: AbortSignal, job: Job): Promise<void> {
  const wakeAt = async () => (await job.next()) ?? Number.POSITIVE_INFINITY;
  const { now } = ctx.platform;
  const latest = now() + LONGEST_SLEEP_MS;
  let until = Math.max(now() + SHORTEST_SLEEP_MS, Math.min(latest, await wakeAt()));
  let stamp = ctx.db.changeStamp();
  while (!stop.aborted && now() < until) {
    await wait(Math.min(1_000, until - now()), undefined, { signal: stop }).catch(() => undefined);
    if (ctx.db.changeStamp() === stamp) continue;
    stamp = ctx.db.changeStamp();
    until = Math.min(latest, await wakeAt());
  }
}
