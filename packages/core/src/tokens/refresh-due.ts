import {
  type DueToken,
  deleteOldAuthorizations,
  dueTokens,
  findTokenConfig,
  forgetHistory,
  nextDueAt,
} from "@grantry/db";
import type { Context } from "../context.ts";
import { historyRetentionDays } from "../settings.ts";
import { refreshToken } from "./refresh.ts";

const AT_ONCE = 16;
const AT_ONCE_PER_ENDPOINT = 6;
const PAGE = 200;
const DAY_MS = 24 * 60 * 60_000;
const KEPT_AFTER_END_MS = DAY_MS;

/** What one tick of the clock may do. */
export interface TickLimits {
  /** Tokens refreshed at most. */
  readonly most: number;
  /** Shorter-lived access tokens are left to be refreshed when read. */
  readonly minLifetimeMs: number;
}

/**
 * Refreshes what is due, the most urgent first, a bounded number at once in all and per token endpoint, so that one
 * slow provider does not hold up the others.
 * @returns how many were turned to
 */
export async function refreshDue(ctx: Context, limits: TickLimits): Promise<number> {
  const now = ctx.platform.now();
  let after: DueToken | null = null;
  let done = 0;
  while (done < limits.most) {
    const due: DueToken[] = await dueTokens(ctx.db, {
      now,
      limit: Math.min(PAGE, limits.most - done),
      after,
      minLifetimeMs: limits.minLifetimeMs,
    });
    if (due.length === 0) break;
    await refreshAll(
      ctx,
      due.map(({ configId }) => configId),
    );
    done += due.length;
    after = due.at(-1) ?? null;
  }
  await deleteOldAuthorizations(ctx.db, now - KEPT_AFTER_END_MS);
  await forgetHistory(ctx.db, now - (await historyRetentionDays(ctx)) * DAY_MS);
  return done;
}

/** When the clock next has something to do, ms; `null`: nothing is planned. */
export async function nextRefreshAt(ctx: Context): Promise<number | null> {
  return nextDueAt(ctx.db);
}

async function refreshAll(ctx: Context, configIds: readonly string[]): Promise<void> {
  const queue = await Promise.all(configIds.map((id) => findTokenConfig(ctx.db, id)));
  const waiting = queue.filter((found) => found !== undefined);
  const running = new Map<string, number>();
  const worker = async (): Promise<void> => {
    for (;;) {
      const index = waiting.findIndex(({ tokenOrigin }) => (running.get(tokenOrigin) ?? 0) < AT_ONCE_PER_ENDPOINT);
      const [next] = index < 0 ? [] : waiting.splice(index, 1);
      if (!next) return;
      running.set(next.tokenOrigin, (running.get(next.tokenOrigin) ?? 0) + 1);
      try {
        await refreshToken(ctx, next, "by-clock");
      } catch (error) {
        // One that breaks must not stop the others; it is due again when its lease ends.
        ctx.platform.log("error", "token.refresh-broke", { tokenConfig: next.config.name, error: String(error) });
      } finally {
        running.set(next.tokenOrigin, (running.get(next.tokenOrigin) ?? 1) - 1);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
