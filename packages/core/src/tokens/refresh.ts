import { freeLease, takeLease } from "@grantry/db";
import type { Context } from "../context.ts";
import { newId } from "../ids.ts";
import type { Platform } from "../platform.ts";
import { refreshMarginSeconds, requestTimeoutSeconds } from "../settings.ts";
import { renew } from "./renew.ts";
import type { RefreshOutcome, Renewable } from "./renewable.ts";

/** The lease outlives the request by this much: time to save. */
const LEASE_BEYOND_REQUEST_MS = 15_000;

const inFlight = new WeakMap<Platform, Map<string, Promise<RefreshOutcome>>>();

/**
 * Renews a grant's access token: at most one request in flight per grant, anywhere. Callers on one platform share it
 * in memory; across processes, and between requests in workerd, the lease decides. Round trips: lease, document and secrets, save.
 */
export function refreshToken(
  ctx: Context,
  renewable: Renewable,
  asked: "by-hand" | "by-need",
): Promise<RefreshOutcome> {
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

async function refreshUnderLease(
  ctx: Context,
  { config, token }: Renewable,
  asked: "by-hand" | "by-need",
): Promise<RefreshOutcome> {
  const { db, platform } = ctx;
  const owner = newId(platform);
  const leaseMs = (await requestTimeoutSeconds(ctx)) * 1000 + LEASE_BEYOND_REQUEST_MS;
  const now = platform.now();
  const wish = { configId: config.id, generation: token.generation, owner, now, until: now + leaseMs };
  if (!(await takeLease(db, { ...wish, byHand: asked === "by-hand" }))) return { kind: "not-mine" };
  try {
    return await renew(ctx, { config, token, owner, leasedAt: now });
  } catch (error) {
    await freeLease(db, {
      configId: config.id,
      owner,
      marginSeconds: await refreshMarginSeconds(ctx),
      now: platform.now(),
    });
    throw error;
  }
}
