import type { Context } from "@grantry/core";
import { type NextDue, sleepUntilDue, tellAndWait } from "./sleep-until-due.ts";

interface Job {
  readonly work: () => Promise<unknown>;
  readonly next: NextDue;
}

/**
 * Does a kind of work whenever some is due, beside all others.
 * @returns when `stop` was signalled and nothing new is begun any more
 */
export async function whenDue(ctx: Context, stop: AbortSignal, { work, next }: Job): Promise<void> {
  while (!stop.aborted) {
    try {
      if (((await next()) ?? Number.POSITIVE_INFINITY) <= ctx.platform.now()) await work();
      await sleepUntilDue(ctx, stop, { first: await next(), next });
    } catch (error) {
      await tellAndWait(ctx, stop, "clock.failed", error);
    }
  }
}
