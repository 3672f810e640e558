import { freeLease, saveFailure } from "@grantry/db";
import { outcomeIsUnknown, settledAfter } from "@grantry/oauth";
import type { ProviderFailure } from "@grantry/schema";
import { auditLine } from "../audit.ts";
import type { Context } from "../context.ts";
import { newId } from "../ids.ts";
import { refreshMarginSeconds } from "../settings.ts";
import { backOffMs } from "./back-off.ts";
import type { Leased, RefreshOutcome } from "./renewable.ts";
import { failureOf } from "./status.ts";

/**
 * Notes why a refresh brought no token, and ends its lease. Tokens and dates stay. Nothing is noted, and the outcome is
 * `not-mine`, where a newer token is there or the settings were edited while the request was under way.
 */
export async function noteFailure(ctx: Context, leased: Leased, refused: ProviderFailure): Promise<RefreshOutcome> {
  const { config, token, owner, until, attempts } = leased;
  const failure = settledAfter(failureOf(token), refused);
  const ending = { configId: config.id, marginSeconds: await refreshMarginSeconds(ctx), now: ctx.platform.now() };
  const noted = await saveFailure(ctx.db, {
    ...ending,
    generation: token.generation,
    owner,
    failure,
    nextAttemptAt:
      failure.class === "transient" ? ending.now + backOffMs(attempts, failure.retryAfterSeconds, ctx.platform) : null,
    unansweredSince: outcomeIsUnknown(failure) ? undefined : leased.unansweredSince,
    audit: auditLine(ctx, "token.refresh-failed", { id: config.id, label: config.name }, { cause: failure }),
    history: {
      id: newId(ctx.platform),
      at: ending.now,
      durationMs: wasAsked(failure) ? ending.now - leased.leasedAt : null,
    },
  });
  if (!noted) {
    await freeLease(ctx.db, { ...ending, owner, until });
    return { kind: "not-mine" };
  }
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
