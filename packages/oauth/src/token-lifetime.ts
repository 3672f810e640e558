import type { AnswerMembers } from "./answer-members.ts";

const ASSUMED_LIFETIME_SECONDS = 3600;
/** Longer than any provider documents; beyond it the number is taken for a mistake. */
const LONGEST_LIFETIME_SECONDS = 10 * 365 * 86_400;
/** From here on a number is suspicious: 115 days in seconds, but under three hours in milliseconds. */
const SUSPICIOUS_FROM_SECONDS = 10_000_000;
/** From here on an instant is in milliseconds: the year 5138 in seconds, 1973 in milliseconds. */
const INSTANT_MILLISECONDS_FROM = 100_000_000_000;

export interface TokenLifetime {
  /** Counted from when the answer arrived. `null`: never expires, which only a template can say. */
  readonly expiresInSeconds: number | null;
  /** `assumed`: the provider did not say, or not in a way that can be believed. */
  readonly expirySource: "provider" | "template" | "assumed";
}

export interface LifetimeReading {
  readonly defaultLifetime: number | "never" | undefined;
  /** What `expires_in` counts in; `undefined`: seconds, and what can hardly be seconds is not believed. */
  readonly unit: "seconds" | "milliseconds" | undefined;
  readonly now: number;
}

/**
 * How long an access token lives. `3600`, `"3600"` and `3600.7` are the same. Where the number is missing, not
 * positive or beyond belief, the template's default holds, else one hour.
 * @see RFC 6749 §5.1 (`expires_in`)
 */
export function lifetimeOf(members: AnswerMembers, reading: LifetimeReading): TokenLifetime {
  const said = numberOf(members.mapped("TokenExpirationDate", "expires_in") ?? members.named("expires_in"));
  const seconds = believable(said, reading.unit);
  if (seconds !== undefined) return { expiresInSeconds: seconds, expirySource: "provider" };
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

/** Where the document says in what the number counts, ten years are believed; else no more than can be only seconds. */
function believable(said: number | undefined, unit: LifetimeReading["unit"]): number | undefined {
  if (said === undefined) return undefined;
  const seconds = unit === "milliseconds" ? said / 1000 : said;
  const most = unit === undefined ? SUSPICIOUS_FROM_SECONDS : LONGEST_LIFETIME_SECONDS;
  return seconds >= 1 && seconds <= most ? Math.floor(seconds) : undefined;
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
