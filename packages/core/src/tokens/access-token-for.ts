import { findTokenConfig, readTokenSecrets, type TokenConfigRow, type TokenRow } from "@grantry/db";
import { type AccessToken, defaultMinTtlSeconds, ProblemError, type Secret } from "@grantry/schema";
import type { Context } from "../context.ts";
import { toInstant } from "../ids.ts";
import { memory } from "../remembered.ts";
import { refreshToken } from "./refresh.ts";
import { refusalOf, refuseUnlessInUse, whyNotRenewable } from "./refusal.ts";
import { failureOf } from "./status.ts";

/** How long a caller waits for someone else's refresh. */
const MAY_WAIT_MS = 20_000;
const FIRST_LOOK_AFTER_MS = 25;
const LONGEST_PAUSE_MS = 400;

interface Held {
  readonly config: TokenConfigRow;
  readonly token: TokenRow;
  readonly accessToken: Secret<string> | null;
}

const remembered = memory<Held>();

/** Who waits for a new token must not be shown the remembered one. */
type Look = keyof typeof remembered;

/**
 * A working access token: usable → given; due → given, and refreshed after the response; not usable → refreshed first,
 * or waited for while someone else does. Round trips: none while nothing changed on an embedded database, else two.
 * @param minTtlSeconds how long it must still live; never more than half its lifetime is demanded
 */
export async function accessTokenFor(
  ctx: Context,
  nameOrId: string,
  minTtlSeconds: number = defaultMinTtlSeconds,
): Promise<AccessToken> {
  const deadline = ctx.platform.now() + MAY_WAIT_MS;
  let pauseMs = FIRST_LOOK_AFTER_MS;
  for (let look: Look = "recall"; ; look = "renew") {
    const held = await hold(ctx, nameOrId, look);
    refuseUnlessAllowed(ctx, held.config);
    refuseUnlessInUse(held.config);
    const now = ctx.platform.now();
    if (isUsable(held, minTtlSeconds, now)) {
      refreshWhenDue(ctx, held, now);
      return given(held);
    }
    const refusal = whyNotRenewable(held.config, held.token, ctx.language);
    if (refusal) throw refusal;
    const outcome = await refreshToken(ctx, held, "by-need");
    if (outcome.kind === "failed") throw refusalOf(held.config, outcome.failure, ctx.language);
    if (outcome.kind === "refreshed") continue;
    refuseDuringBackOff(ctx, held, now);
    if (ctx.platform.now() + pauseMs >= deadline) throw inProgress(held.config);
    await ctx.platform.wait(pauseMs);
    pauseMs = Math.min(pauseMs * 1.5, LONGEST_PAUSE_MS);
  }
}

async function hold(ctx: Context, nameOrId: string, look: Look): Promise<Held> {
  const { db, platform } = ctx;
  const held = await remembered[look](db, nameOrId, async () => {
    const found = await findTokenConfig(db, nameOrId);
    if (!found) return undefined;
    const { accessToken } = await readTokenSecrets(db, platform.keys, found.config.id, platform.now());
    return { config: found.config, token: found.token, accessToken };
  });
  if (!held) throw new ProblemError("token-config-not-found", { parameters: { name: nameOrId } });
  return held;
}

function refuseUnlessAllowed({ actor }: Context, { id, name }: TokenConfigRow): void {
  if (actor.kind !== "api-key" || actor.tokenConfigs === null) return;
  if (actor.tokenConfigs.includes(name) || actor.tokenConfigs.includes(id)) return;
  throw new ProblemError("token-config-not-allowed", { parameters: { name } });
}

function isUsable({ token, accessToken }: Held, minTtlSeconds: number, now: number): boolean {
  if (accessToken === null) return false;
  if (token.accessExpiresAt === null || token.accessObtainedAt === null) return true;
  const halfOfLifetime = (token.accessExpiresAt - token.accessObtainedAt) / 2;
  return token.accessExpiresAt - now >= Math.min(minTtlSeconds * 1000, halfOfLifetime);
}

function refreshWhenDue(ctx: Context, held: Held, now: number): void {
  const { token, config } = held;
  const due = token.renewAt !== null && token.renewAt <= now;
  const free = token.leaseUntil === null || token.leaseUntil <= now;
  const mayTry = token.nextAttemptAt === null || token.nextAttemptAt <= now;
  if (!due || !free || !mayTry || whyNotRenewable(config, token, ctx.language)) return;
  ctx.platform.afterResponse(refreshToken(ctx, held, "by-need"));
}

function given({ token, accessToken }: Held): AccessToken {
  return {
    accessToken: accessToken?.reveal() ?? "",
    tokenType: token.tokenType ?? "Bearer",
    scope: token.scope,
    expiresAt: toInstant(token.accessExpiresAt),
  };
}

function refuseDuringBackOff(ctx: Context, { config, token }: Held, now: number): void {
  if (token.nextAttemptAt === null || token.nextAttemptAt <= now) return;
  const seconds = Math.ceil((token.nextAttemptAt - now) / 1000);
  const failure = failureOf(token);
  const reason = failure ? refusalOf(config, failure, ctx.language).parameters["reason"] : undefined;
  throw new ProblemError("token-refresh-paused", {
    parameters: { name: config.name, seconds, reason: reason ?? "" },
    retryAfterSeconds: seconds,
  });
}

function inProgress({ name }: TokenConfigRow): ProblemError {
  return new ProblemError("token-refresh-in-progress", { parameters: { name, seconds: 2 }, retryAfterSeconds: 2 });
}
