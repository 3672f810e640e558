import { dueTokens, findTokenConfig, putOffDue } from "@grantry/db";
import type { Context } from "../context.ts";
import { refreshToken } from "./refresh.ts";
import { type AtOnce, RefreshLines } from "./refresh-lines.ts";
import { type Renewable, wasAnswered } from "./renewable.ts";

/** When whoever took them loses them, they are due again after so long. */
const PUT_OFF_MS = 10 * 60_000;

/** Tokens that somebody else is to refresh. Goes through a queue: nothing in it is secret. */
export interface HandedOver {
  readonly configIds: readonly string[];
  /** When they were handed over, ms: what has happened since makes a second delivery harmless. */
  readonly at: number;
}

/**
 * Hands over what is due beyond the first `keep`, which the tick itself refreshes. What is handed over is put off, so
 * that the next tick does not hand it over again.
 * @param given.each how many go together
 */
export async function handOverDue(
  ctx: Context,
  given: { keep: number; most: number; each: number; minLifetimeMs: number },
): Promise<HandedOver[]> {
  const now = ctx.platform.now();
  const { keep, minLifetimeMs } = given;
  const kept = await dueTokens(ctx.db, { now, limit: keep, after: null, minLifetimeMs });
  const after = kept.at(keep - 1);
  if (!after) return [];
  const rest = await dueTokens(ctx.db, { now, limit: given.most, after, minLifetimeMs });
  if (rest.length === 0) return [];
  const putOff = await putOffDue(
    ctx.db,
    rest.map(({ configId }) => configId),
    { now, until: now + PUT_OFF_MS },
  );
  return Array.from({ length: Math.ceil(putOff.length / given.each) }, (_, n) => ({
    configIds: putOff.slice(n * given.each, (n + 1) * given.each),
    at: now,
  }));
}

/** Refreshes what was handed over, unless that has happened since. */
export async function refreshHandedOver(ctx: Context, { configIds, at }: HandedOver, atOnce: AtOnce): Promise<void> {
  const lines = new RefreshLines(ctx.platform, atOnce, undefined);
  for (const configId of configIds) {
    const found = await findTokenConfig(ctx.db, configId);
    if (!found || wasTriedSince(found, at)) continue;
    const refresh = async () => wasAnswered(await refreshToken(ctx, found, "by-clock"));
    lines.add({ configId, tokenOrigin: found.tokenOrigin, refresh: () => refresh().catch(logged(ctx, found)) });
  }
  await lines.settled();
}

function wasTriedSince({ token }: Renewable, at: number): boolean {
  return Math.max(token.accessObtainedAt ?? 0, token.errorAt ?? 0) >= at;
}

/** One that breaks must not stop the others; it is due again before long. */
function logged({ platform }: Context, { config }: Renewable) {
  return (error: unknown) => {
    platform.log("error", "token.refresh-broke", { tokenConfig: config.name, error: String(error) });
    return false;
  };
}
