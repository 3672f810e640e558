import { type HeldToken, type NewToken, READER_WAITS_MS } from "@grantry/db";
import { type AccessToken, defaultMinTtlSeconds, ProblemError } from "@grantry/schema";
import type { Context } from "../context.ts";
import { toInstant } from "../instants.ts";
import { countLeaseWait } from "../metrics.ts";
import { hold, lookTogether } from "./held-token.ts";
import { patience } from "./patience.ts";
import { refreshToken } from "./refresh.ts";
import { inProgress, refusalOf, refuseUnlessAllowed, refuseUnlessInUse, whyNotRenewable } from "./refusal.ts";
import { failureOf } from "./status.ts";
import { isUsable } from "./usable.ts";

/** How long a caller waits for someone else's refresh. */
const MAY_WAIT_MS = 20_000;

/**
 * A working access token: usable → given; due → given, and refreshed after the response; not usable → refreshed first,
 * or waited for while someone else does. Round trips: none while nothing changed on an embedded database, else one; a
 * refresh adds three.
 * @param minTtlSeconds how long it must still live; never more than half its lifetime is demanded
 */
export async function accessTokenFor(
  ctx: Context,
  nameOrId: string,
  minTtlSeconds: number = defaultMinTtlSeconds,
): Promise<AccessToken> {
  const wait = patience(ctx.platform, MAY_WAIT_MS);
  const deadline = ctx.platform.now() + MAY_WAIT_MS;
  let mayWait = true;
  let held = await hold(ctx, nameOrId, "recall");
  for (;;) {
    refuseUnlessAllowed(ctx, held.config);
    refuseUnlessInUse(held.config);
    const now = ctx.platform.now();
    if (isUsable(held, minTtlSeconds, now)) {
      refreshWhenDue(ctx, held, now);
      return given(held);
    }
    if (!mayWait) throw inProgress(held.config);
    const refusal = whyNotRenewable(held.config, held.token, ctx.language);
    if (refusal) throw refusal;
    const outcome = await refreshToken(ctx, held, "by-reader");
    if (outcome.kind === "failed") throw refusalOf(held.config, outcome.failure, ctx.language);
    if (outcome.kind === "not-mine") {
      refuseDuringBackOff(ctx, held, now);
      countLeaseWait();
      held = await lookTogether(ctx, nameOrId, wait);
      mayWait = ctx.platform.now() < deadline;
    } else if (outcome.token) {
      return given(heldAfter(held, outcome.token));
    } else {
      held = await lookTogether(ctx, nameOrId, null);
    }
  }
}

function refreshWhenDue(ctx: Context, held: HeldToken, now: number): void {
  const { token, config } = held;
  const due = token.renewAt !== null && token.renewAt <= now;
  const free = token.leaseUntil === null || token.leaseUntil <= now;
  const mayTry = token.nextAttemptAt === null || token.nextAttemptAt <= now;
  if (!due || !free || !mayTry || whyNotRenewable(config, token, ctx.language)) return;
  ctx.platform.afterResponse(refreshToken(ctx, held, "by-clock"));
}

/** What is held once this token is saved. */
function heldAfter({ config, token }: HeldToken, got: NewToken): HeldToken {
  const { accessExpiresAt, accessToken, scope, tokenType } = got;
  return { config, token: { ...token, accessExpiresAt, tokenType, scope: scope ?? token.scope }, accessToken };
}

function given({ token, accessToken }: HeldToken): AccessToken {
  return {
    accessToken: accessToken?.reveal() ?? "",
    tokenType: token.tokenType ?? "Bearer",
    scope: token.scope,
    expiresAt: toInstant(token.accessExpiresAt),
  };
}

function refuseDuringBackOff(ctx: Context, { config, token }: HeldToken, now: number): void {
  const failure = failureOf(token);
  const pauseMs = Math.max(READER_WAITS_MS, (failure?.retryAfterSeconds ?? 0) * 1000);
  const pausedUntil = Math.min(token.nextAttemptAt ?? 0, (token.errorAt ?? 0) + pauseMs);
  if (pausedUntil <= now) return;
  const seconds = Math.ceil((pausedUntil - now) / 1000);
  const reason = failure ? refusalOf(config, failure, ctx.language).parameters["reason"] : undefined;
  throw new ProblemError("token-refresh-paused", {
    parameters: { name: config.name, seconds, reason: reason ?? "" },
    retryAfterSeconds: seconds,
  });
}
