import {
  type DueToken,
  deleteOldAuthorizations,
  deleteOldDeviceAuthorizations,
  deleteOldImports,
  dueTokens,
  findTokenConfig,
  forgetHistory,
  nextDueAt,
  writeBatch,
} from "@grantry/db";
import type { Context } from "../context.ts";
import { forgetOldMail } from "../mail-accounts/forget-old.ts";
import type { Platform } from "../platform.ts";
import { historyRetentionDays } from "../settings.ts";
import { forgetCalls } from "../web-services/debug-log.ts";
import { refreshToken } from "./refresh.ts";
import { type AtOnce, RefreshLines } from "./refresh-lines.ts";
import { wasAnswered } from "./renewable.ts";

const PAGE = 200;
const DAY_MS = 24 * 60 * 60_000;
const KEPT_AFTER_END_MS = DAY_MS;
const IMPORTS_KEPT_MS = 7 * DAY_MS;
/** A file takes minutes at most. */
const ARRIVES_WITHIN_MS = 60 * 60_000;

/** What one tick of the clock may do. */
export interface TickLimits {
  /** Tokens refreshed at most. */
  readonly most: number;
  readonly atOnce: AtOnce;
  /** Shorter-lived access tokens are left to be refreshed when read. */
  readonly minLifetimeMs: number;
  /** When signalled, nothing more is begun. */
  readonly stop?: AbortSignal;
}

const linesOf = new WeakMap<Platform, RefreshLines>();

/**
 * Refreshes what is due, the most urgent first, a bounded number at once in all and per token endpoint. Ends when all
 * is done but what hangs at an endpoint that does not answer: that goes on beside later ticks. One statement when
 * nothing is due.
 * @returns how many were turned to
 */
export function refreshDue(ctx: Context, limits: TickLimits): Promise<number> {
  return ctx.platform.tracer.span({ name: "refresh what is due" }, async (span) => {
    const taken = await turnToDue(ctx, limits);
    span.set({ "grantry.tokens": taken });
    return taken;
  });
}

async function turnToDue(ctx: Context, limits: TickLimits): Promise<number> {
  const lines = linesOf.get(ctx.platform) ?? new RefreshLines(ctx.platform, limits.atOnce, limits.stop);
  linesOf.set(ctx.platform, lines);
  const now = ctx.platform.now();
  let taken = 0;
  let after: DueToken | null = null;
  while (taken < limits.most && !limits.stop?.aborted) {
    const limit = Math.min(PAGE, limits.most - taken);
    const due: DueToken[] = await dueTokens(ctx.db, { now, limit, after, minLifetimeMs: limits.minLifetimeMs });
    taken += due.filter((token) => lines.add({ ...token, refresh: () => refreshOne(ctx, token.configId) })).length;
    if (due.length < limit) break;
    after = due.at(-1) ?? null;
    await lines.needsMore();
  }
  await lines.settled();
  return taken;
}

/** When the clock next has something to do, ms; `null`: nothing is planned. */
export async function nextRefreshAt(ctx: Context): Promise<number | null> {
  return nextDueAt(ctx.db);
}

/** Removes what is kept for a time only. Once an hour is often enough. */
export async function forgetOld(ctx: Context): Promise<void> {
  const now = ctx.platform.now();
  await deleteOldAuthorizations(ctx.db, now - KEPT_AFTER_END_MS);
  await deleteOldDeviceAuthorizations(ctx.db, now - KEPT_AFTER_END_MS);
  await forgetOldMail(ctx);
  await forgetHistory(ctx.db, now - (await historyRetentionDays(ctx)) * DAY_MS);
  await forgetCalls(ctx);
  await writeBatch(ctx.db, deleteOldImports(ctx.db, { ended: now - IMPORTS_KEPT_MS, begun: now - ARRIVES_WITHIN_MS }));
}

/** Read anew when its turn comes: its settings may have changed while it waited. Never fails. As {@link wasAnswered}. */
async function refreshOne(ctx: Context, configId: string): Promise<boolean> {
  try {
    const found = await findTokenConfig(ctx.db, configId);
    return found !== undefined && wasAnswered(await refreshToken(ctx, found, "by-clock"));
  } catch (error) {
    // One that breaks must not stop the others; it is due again when its lease ends.
    ctx.platform.log("error", "token.refresh-broke", { tokenConfig: configId, error: String(error) });
    return false;
  }
}
