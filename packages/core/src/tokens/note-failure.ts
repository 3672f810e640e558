import { saveFailure } from "@grantry/db";
import { isDoubtful } from "@grantry/oauth";
import type { ProviderFailure } from "@grantry/schema";
import { auditLine } from "../audit.ts";
import type { Context } from "../context.ts";
import { newId } from "../ids.ts";
import { refreshMarginSeconds } from "../settings.ts";
import { backOffMs } from "./back-off.ts";
import type { Leased, RefreshOutcome } from "./renewable.ts";

/** Notes why a refresh brought no token, and ends its lease. Tokens and dates stay. */
export async function noteFailure(ctx: Context, leased: Leased, refused: ProviderFailure): Promise<RefreshOutcome> {
  const { config, token, owner } = leased;
  const failure = settled(refused, token.attempts);
  const now = ctx.platform.now();
  await saveFailure(ctx.db, {
    configId: config.id,
    generation: token.generation,
    owner,
    failure,
    nextAttemptAt:
      failure.class === "transient" ? now + backOffMs(token.attempts, failure.retryAfterSeconds, ctx.platform) : null,
    unansweredSince: failure.httpStatus === undefined ? undefined : token.refreshSentAt,
    now,
    marginSeconds: await refreshMarginSeconds(ctx),
    audit: auditLine(ctx, "token.refresh-failed", { id: config.id, label: config.name }, { failure }),
    history: { id: newId(ctx.platform), at: now, durationMs: wasAsked(failure) ? now - leased.leasedAt : null },
  });
  ctx.platform.log("warn", "token.refresh-failed", {
    tokenConfig: config.name,
    class: failure.class,
    explanation: failure.explanation,
    code: failure.code,
  });
  return { kind: "failed", failure };
}

/** Whether a request was made at all: then its host is known. */
function wasAsked(failure: ProviderFailure): boolean {
  return failure.host !== undefined;
}

/** An answer in words that we do not know heals by itself twice at most; then the settings are to blame. */
function settled(failure: ProviderFailure, attemptsBefore: number): ProviderFailure {
  return isDoubtful(failure) && attemptsBefore >= 2 ? { ...failure, class: "config" } : failure;
}
