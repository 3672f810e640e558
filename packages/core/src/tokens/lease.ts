import { type Asked, findTokenConfig, freeLease, takeLease } from "@grantry/db";
import { ProblemError } from "@grantry/schema";
import type { Context } from "../context.ts";
import { newId } from "../ids.ts";
import { refreshMarginSeconds, requestTimeoutSeconds } from "../settings.ts";
import { patience } from "./patience.ts";
import { inProgress } from "./refusal.ts";
import type { Leased, Renewable } from "./renewable.ts";
import { replaySpool } from "./replay-spool.ts";

/** The lease outlives the request by the time to save … */
const SAVE_MS = 15_000;
/** … and by what the clocks of two hosts, each off by 30 s, may differ: to neither it ends while the other is at it. */
const CLOCKS_DIFFER_MS = 60_000;

/** How long a person waits for a refresh that is under way. */
const MAY_WAIT_MS = 20_000;

/** Takes the right to send this grant's tokens to its provider; `undefined`: someone else is at it, or got a newer one. */
export async function lease(ctx: Context, { config, token }: Renewable, asked: Asked): Promise<Leased | undefined> {
  const owner = newId(ctx.platform);
  const leaseMs = (await requestTimeoutSeconds(ctx)) * 1000 + SAVE_MS + CLOCKS_DIFFER_MS;
  const now = ctx.platform.now();
  const until = now + leaseMs;
  const wish = { configId: config.id, generation: token.generation, owner, now, until, asked };
  const taken = await takeLease(ctx.db, wish);
  return taken && { config, token, owner, leasedAt: now, until, ...taken };
}

/**
 * The same for someone who waits until a refresh that is under way has ended: what it brought is the grant in force.
 * @throws ProblemError token-refresh-in-progress, token-config-not-found
 */
export async function waitForLease(ctx: Context, { config, ...found }: Renewable): Promise<Leased> {
  const wait = patience(ctx.platform, MAY_WAIT_MS);
  let present: Renewable = { config, ...found };
  for (;;) {
    await replaySpool(ctx, config.id); // an answer that waits for the database is the grant in force
    const leased = await lease(ctx, present, "by-hand");
    if (leased) return leased;
    if (!(await wait())) throw inProgress(config);
    const read = await findTokenConfig(ctx.db, config.id);
    if (!read) throw new ProblemError("token-config-not-found", { parameters: { name: config.name } });
    present = read;
  }
}

/** Until when nobody else takes a lease, however far their clocks are off; ms. */
export function endsForAnyClockAt({ until }: Pick<Leased, "until">): number {
  return until - CLOCKS_DIFFER_MS;
}

/** Ends a lease that led to nothing we know of. */
export async function endLease(ctx: Context, { config, owner, until }: Leased): Promise<void> {
  const marginSeconds = await refreshMarginSeconds(ctx);
  await freeLease(ctx.db, { configId: config.id, owner, until, marginSeconds, now: ctx.platform.now() });
}
