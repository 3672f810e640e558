import { type Asked, freeLease, takeLease } from "@grantry/db";
import type { Context } from "../context.ts";
import { newId } from "../ids.ts";
import type { Platform } from "../platform.ts";
import { refreshMarginSeconds, requestTimeoutSeconds } from "../settings.ts";
import { renew } from "./renew.ts";
import type { Leased, RefreshOutcome, Renewable } from "./renewable.ts";
import { replaySpool } from "./replay-spool.ts";
import { AnswerNotSavedError } from "./save-answer.ts";

/** The lease outlives the request by the time to save … */
const SAVE_MS = 15_000;
/** … and by what the clocks of two hosts may differ: to neither of them it ends while the other is at it. */
const CLOCKS_DIFFER_MS = 30_000;

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
  const { db, platform } = ctx;
  // An answer that waits for the database holds the refresh token in force: the stored one must not be sent again.
  if ((await replaySpool(ctx, config.id)) > 0) return { kind: "refreshed" };
  const owner = newId(platform);
  const leaseMs = (await requestTimeoutSeconds(ctx)) * 1000 + SAVE_MS + CLOCKS_DIFFER_MS;
  const now = platform.now();
  const until = now + leaseMs;
  const lease = await takeLease(db, { configId: config.id, generation: token.generation, owner, now, until, asked });
  if (!lease) return { kind: "not-mine" };
  const leased: Leased = { config, token, owner, leasedAt: now, until, ...lease };
  try {
    return await renew(ctx, leased);
  } catch (error) {
    // What is spooled is saved later: whoever sent the old refresh token before that would use it twice.
    if (!(error instanceof AnswerNotSavedError)) await endLease(ctx, leased);
    throw error;
  }
}

async function endLease(ctx: Context, { config, owner, until }: Leased): Promise<void> {
  const marginSeconds = await refreshMarginSeconds(ctx);
  await freeLease(ctx.db, { configId: config.id, owner, until, marginSeconds, now: ctx.platform.now() });
}
