import type { AnswerMembers } from "./answer-members.ts";

const ASSUMED_LIFETIME_SECONDS = 3600;
/** Longer than any provider documents; beyond it the number is taken for a mistake. */
const LONGEST_LIFETIME_SECONDS = 10 * 365 * 86_400;
/** From here on a number is taken for milliseconds: 115 days in seconds, under three hours in milliseconds. */
const MILLISECONDS_FROM = 10_000_000;
/** From here on an instant is in milliseconds: the year 5138 in seconds, 1973 in milliseconds. */
const INSTANT_MILLISECONDS_FROM = 100_000_000_000;

export interface TokenLifetime {
  /** Counted from when the answer arrived. `null`: never expires, which only a template can say. */
  readonly expiresInSeconds: number | null;
  /** `assumed`: the provider did not say, or not in a way that can be believed. */
  readonly expirySource: "provider" | "template" | "assumed";
}

/**
 * How long an access token lives. `3600`, `"3600"` and `3600.7` are the same. Where the number is missing, not
 * positive or beyond belief, the template's default holds, else one hour.
 * @see RFC 6749 §5.1 (`expires_in`)
 */
export function lifetimeOf(
  members: AnswerMembers,
  reading: { readonly defaultLifetime: number | "never" | undefined; readonly now: number },
): TokenLifetime {
  const said = numberOf(members.mapped("TokenExpirationDate", "expires_in") ?? members.named("expires_in"));
  const seconds = believable(said);
  if (seconds !== undefined) return { expiresInSeconds: seconds, expirySource: "provider" };
  // Seconds read as milliseconds make a token look shorter-lived than it is: it is renewed early, which is harmless.
  const fromMilliseconds = said === undefined ? undefined : believable(said / 1000);
  if (fromMilliseconds !== undefined) return { expiresInSeconds: fromMilliseconds, expirySource: "assumed" };
  const until =
    said === undefined
      ? secondsUntil(members.named("expires_at") ?? members.named("expires_on"), reading.now)
      : undefined;
  if (until !== undefined) return { expiresInSeconds: until, expirySource: "provider" };
  if (reading.defaultLifetime === "never") return { expiresInSeconds: null, expirySource: "template" };
  if (reading.defaultLifetime !== undefined)
    return { expiresInSeconds: reading.defaultLifetime, expirySource: "template" };
  return { expiresInSeconds: ASSUMED_LIFETIME_SECONDS, expirySource: "assumed" };
}

/** Seconds that a refresh token lives where the provider says so. */
export function refreshLifetimeOf(members: AnswerMembers): number | undefined {
  const values = [
    members.mapped("RefreshTokenExpirationDate", "refresh_token_expires_in"),
    members.named("refresh_token_expires_in"),
    members.named("x_refresh_token_expires_in"),
    members.named("refresh_expires_in"),
  ];
  const seconds = numberOf(values.find((value) => value !== undefined));
  // Months are usual here, so large numbers are believed as they stand.
  return seconds !== undefined && seconds >= 1 && seconds <= LONGEST_LIFETIME_SECONDS ? Math.floor(seconds) : undefined;
}

function believable(seconds: number | undefined): number | undefined {
  return seconds !== undefined && seconds >= 1 && seconds < MILLISECONDS_FROM ? Math.floor(seconds) : undefined;
}

function numberOf(value: unknown): number | undefined {
  const number = typeof value === "string" && /^\d{1,15}(\.\d+)?$/.test(value.trim()) ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

/** Seconds until an instant given in seconds, milliseconds or as a date. */
function secondsUntil(value: unknown, now: number): number | undefined {
  const number = numberOf(value);
  const parsed = typeof value === "string" ? Date.parse(value) : Number.NaN;
  const at = number === undefined ? parsed : number * (number < INSTANT_MILLISECONDS_FROM ? 1000 : 1);
  const seconds = Math.floor((at - now) / 1000);
  return Number.isFinite(seconds) && seconds > 0 && seconds <= LONGEST_LIFETIME_SECONDS ? seconds : undefined;
}
