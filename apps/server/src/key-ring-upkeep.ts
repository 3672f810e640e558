import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import { advanceKeyRotation, announceHost, type Context, type Host, removeHost } from "@grantry/core";

const ANNOUNCED_EVERY_MS = 60_000;
const LOOKS_EVERY_MS = 1_000;
/** A step reads every sealed column; who set the environment may leave two keys in it for long. */
const STEPS_EVERY_MS = { file: 2_000, environment: 60_000 } as const;

/**
 * Tells the other hosts which keys this one holds, and takes the next step of a rotation while there is more than one
 * key. At rest that is one small write a minute.
 * @returns when `stop` was signalled
 */
export async function tendKeyRing(ctx: Context, stop: AbortSignal): Promise<void> {
  const host: Host = { id: randomUUID(), name: `${hostname()}:${process.pid}` };
  const stepsEveryMs = STEPS_EVERY_MS[ctx.platform.keyRingFile === null ? "environment" : "file"];
  let steppedAt = Number.NEGATIVE_INFINITY;
  let announced = { keys: ctx.platform.keys.keys, at: Number.NEGATIVE_INFINITY };
  while (!stop.aborted) {
    const { keys } = ctx.platform.keys;
    const now = ctx.platform.now();
    try {
      if (keys !== announced.keys || now - announced.at >= ANNOUNCED_EVERY_MS) {
        await announceHost(ctx, host);
        announced = { keys, at: now };
      }
      if (keys.length > 1 && now - steppedAt >= stepsEveryMs) {
        await advanceKeyRotation(ctx, Number.POSITIVE_INFINITY);
        steppedAt = now;
      }
    } catch (error) {
      ctx.platform.log("error", "key-ring.upkeep-failed", {
        error: error instanceof Error ? error.stack : String(error),
      });
    }
    await wait(LOOKS_EVERY_MS, undefined, { signal: stop }).catch(() => undefined);
  }
  await removeHost(ctx, host);
}
