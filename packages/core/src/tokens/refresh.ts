import type { Asked } from "@grantry/db";
import type { Context } from "../context.ts";
import type { Platform } from "../platform.ts";
import { endLease, lease } from "./lease.ts";
import { renew } from "./renew.ts";
import type { RefreshOutcome, Renewable } from "./renewable.ts";
import { replaySpool } from "./replay-spool.ts";
import { AnswerNotSavedError } from "./save-answer.ts";

const inFlight = new WeakMap<Platform, Map<string, Promise<RefreshOutcome>>>();

/**
 * Renews a grant's access token: at most one request in flight per grant, anywhere. Callers on one platform share it
 * in memory; across processes, and between requests in workerd, the lease decides. Round trips: lease, document and secrets, save.
 */
export function refreshToken(ctx: Context, renewable: Renewable, asked: Asked): Promise<RefreshOutcome> {
  const running = inFlight.get(ctx.platform) ?? new Map<string, Promise<RefreshOutcome>>();
  inFlight.set(ctx.platform, running);
  const { id } = renewable.config;
  const known = running.get(id);
  if (known) return known;
  if ((renewable.token.leaseUntil ?? 0) > ctx.platform.now()) return Promise.resolve({ kind: "not-mine" });
  const work = refreshUnderLease(ctx, renewable, asked).finally(() => running.delete(id));
  running.set(id, work);
  ctx.platform.afterResponse(work);
  return work;
}

async function refreshUnderLease(ctx: Context, { config, token }: Renewable, asked: Asked): Promise<RefreshOutcome> {
  // An answer that waits for the database holds the refresh token in force: the stored one must not be sent again.
  if ((await replaySpool(ctx, config.id)) > 0) return { kind: "refreshed", token: null };
  const leased = await lease(ctx, { config, token }, asked);
  if (!leased) return { kind: "not-mine" };
  try {
    return await renew(ctx, leased, refreshToken);
  } catch (error) {
    // What is spooled is saved later: whoever sent the old refresh token before that would use it twice.
    if (!(error instanceof AnswerNotSavedError)) await endLease(ctx, leased);
    throw error;
  }
}
