import { bannerStamp, nextBannerBoundary, troubledTokens } from "@grantry/db";
import { explain } from "@grantry/oauth";
import type { Notification, Words } from "@grantry/schema";
import { say } from "@grantry/schema";
import type { Context } from "./context.ts";
import { toInstant } from "./ids.ts";
import { failureOf, refreshTokenStatusOf } from "./tokens/status.ts";

type Troubled = Awaited<ReturnType<typeof troubledTokens>>[number];

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
} as const satisfies Record<string, Words>;

/**
 * What the banner shows: derived from facts and clock, nothing is written when time passes. An expired access token is
 * told only when renewing it failed or is impossible; with renewal under way there is nothing to do. One statement.
 */
export async function notificationsFor(ctx: Context): Promise<Notification[]> {
  const now = ctx.platform.now();
  const troubled = await troubledTokens(ctx.db, now);
  return troubled.flatMap((row) =>
    [expiredToken(ctx, row, now), expiredRefreshToken(ctx, row, now)].filter((told) => told !== undefined),
  );
}

function expiredToken(ctx: Context, row: Troubled, now: number): Notification | undefined {
  const { token, name } = row;
  if (!row.notifyExpiredToken) return undefined;
  const never = token.accessObtainedAt === null;
  const expired = token.accessExpiresAt !== null && token.accessExpiresAt <= now;
  const failure = failureOf(token);
  const renewable = row.grant === "client_credentials" || (row.refreshConfigured && token.hasRefreshToken);
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

interface Stamp {
  readonly changeStamp: number;
  readonly validUntil: number;
  readonly text: string;
}

const stamps = new WeakMap<object, Stamp>();

/**
 * What the banner's ETag is made of: changes when, and only when, the banner may. Nothing is read while the database
 * did not change and no expiry has passed; else two small statements on indexes.
 */
export async function notificationsStamp(ctx: Context): Promise<string> {
  const now = ctx.platform.now();
  const changeStamp = ctx.db.changeStamp();
  const known = stamps.get(ctx.db);
  if (known && known.changeStamp === changeStamp && now < known.validUntil) return known.text;
  const { counter, boundary } = await bannerStamp(ctx.db, now);
  const validUntil = (await nextBannerBoundary(ctx.db, now)) ?? Number.POSITIVE_INFINITY;
  const text = `${counter}-${boundary}`;
  stamps.set(ctx.db, { changeStamp, validUntil, text });
  return text;
}
