import { troubledTokens } from "@grantry/db";
import { explain, renewsByItself } from "@grantry/oauth";
import { type Grant, type Notification, say, type Words } from "@grantry/schema";
import type { Context } from "../context.ts";
import { toInstant } from "../ids.ts";
import { failureOf, refreshTokenStatusOf } from "../tokens/status.ts";
import { daysUntil, horizons } from "./horizons.ts";

type Troubled = Awaited<ReturnType<typeof troubledTokens>>[number];

/** Attempts in a row that fail before it is told: networks hiccup. */
const FAILURES_TOLD = 3;

const words = {
  neverRequested: { en: "“{name}” has no token yet.", de: "„{name}“ hat noch kein Token." },
  expired: { en: "The token of “{name}” has expired.", de: "Das Token von „{name}“ ist abgelaufen." },
  expiredBecause: {
    en: "The token of “{name}” has expired. {reason}",
    de: "Das Token von „{name}“ ist abgelaufen. {reason}",
  },
  refreshNone: { en: "“{name}” has no refresh token.", de: "„{name}“ hat kein Refresh-Token." },
  refreshExpired: {
    en: "The refresh token of “{name}” has expired.",
    de: "Das Refresh-Token von „{name}“ ist abgelaufen.",
  },
  refreshRevoked: {
    en: "The refresh token of “{name}” was revoked.",
    de: "Das Refresh-Token von „{name}“ wurde widerrufen.",
  },
  refreshingFails: {
    en: "“{name}” cannot be renewed: {reason} Its token still works.",
    de: "„{name}“ lässt sich nicht erneuern: {reason} Das Token gilt noch.",
  },
  refreshEnds: {
    en: "The refresh token of “{name}” ends in {days} days. Authorize again before.",
    de: "Das Refresh-Token von „{name}“ endet in {days} Tagen. Vorher erneut autorisieren.",
  },
} as const satisfies Record<string, Words>;

/**
 * What is to be told of tokens: derived from facts and clock, nothing is written when time passes. An expired access
 * token is told only when renewing it failed or is impossible; with renewal under way there is nothing to do. One
 * statement.
 */
export async function notificationsOfTokens(ctx: Context, now: number): Promise<Notification[]> {
  const troubled = await troubledTokens(ctx.db, now, now + horizons.refreshToken);
  return troubled.flatMap((row) =>
    [
      expiredToken(ctx, row, now) ?? refreshingFails(ctx, row),
      expiredRefreshToken(ctx, row, now) ?? refreshTokenEnds(ctx, row, now),
    ].filter((told) => told !== undefined),
  );
}

function expiredToken(ctx: Context, row: Troubled, now: number): Notification | undefined {
  const { token, name } = row;
  if (!row.notifyExpiredToken) return undefined;
  const never = token.accessObtainedAt === null;
  const expired = token.accessExpiresAt !== null && token.accessExpiresAt <= now;
  const failure = failureOf(token);
  const renewable = renewsByItself(row.grant as Grant) || (row.refreshConfigured && token.hasRefreshToken);
  if (!never && !(expired && (failure !== null || !renewable))) return undefined;
  const reason = failure && explain(failure, ctx.language).title;
  return {
    id: `expired-token:${token.configId}`,
    kind: "expired-token",
    severity: failure && failure.class !== "transient" ? "error" : "warning",
    message: never
      ? say(words.neverRequested, ctx.language, { name })
      : say(reason ? words.expiredBecause : words.expired, ctx.language, { name, reason: reason ?? "" }),
    href: `/token-configs/${token.configId}`,
    since: toInstant(token.accessExpiresAt ?? token.errorAt ?? now),
  };
}

function expiredRefreshToken(ctx: Context, row: Troubled, now: number): Notification | undefined {
  const { token, name } = row;
  if (!row.notifyExpiredRefreshToken || !row.refreshConfigured) return undefined;
  const never = token.accessObtainedAt === null;
  if (never && row.notifyExpiredToken) return undefined; // told as the token's own
  const status = refreshTokenStatusOf(row, token, now);
  const told = {
    none: never ? words.neverRequested : words.refreshNone,
    expired: words.refreshExpired,
    revoked: words.refreshRevoked,
  };
  if (status !== "none" && status !== "expired" && status !== "revoked") return undefined;
  return {
    id: `expired-refresh-token:${token.configId}`,
    kind: "expired-refresh-token",
    severity: status === "none" ? "warning" : "error",
    message: say(told[status], ctx.language, { name }),
    href: `/token-configs/${token.configId}`,
    since: toInstant(token.errorAt ?? token.refreshExpiresAt ?? token.obtainedAt ?? now),
  };
}

function refreshingFails(ctx: Context, { token, name }: Troubled): Notification | undefined {
  const failure = failureOf(token);
  if (!failure || token.accessObtainedAt === null) return undefined;
  if (failure.class === "transient" && token.attempts < FAILURES_TOLD) return undefined;
  return {
    id: `refreshing-fails:${token.configId}`,
    kind: "refreshing-fails",
    severity: failure.class === "transient" ? "warning" : "error",
    message: say(words.refreshingFails, ctx.language, { name, reason: explain(failure, ctx.language).title }),
    href: `/token-configs/${token.configId}`,
    since: toInstant(token.errorAt ?? token.accessObtainedAt),
  };
}

function refreshTokenEnds(ctx: Context, { token, name }: Troubled, now: number): Notification | undefined {
  const { refreshExpiresAt } = token;
  if (!token.hasRefreshToken || refreshExpiresAt === null || refreshExpiresAt <= now) return undefined;
  if (refreshExpiresAt > now + horizons.refreshToken) return undefined;
  const days = daysUntil(refreshExpiresAt, now);
  return {
    id: `refresh-token-ends:${token.configId}`,
    kind: "refresh-token-ends",
    severity: "info",
    message: say(words.refreshEnds, ctx.language, { name, days: String(days) }),
    href: `/token-configs/${token.configId}`,
    since: toInstant(refreshExpiresAt - horizons.refreshToken),
  };
}
