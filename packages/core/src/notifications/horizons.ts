import type { Horizons } from "@grantry/db";
import type { Language } from "@grantry/schema";

export const DAY_MS = 86_400_000;

/** How long before its end something is told. Refresh tokens that live for days alone are not worth a word daily. */
export const horizons: Horizons = { clientSecret: 30 * DAY_MS, refreshToken: 14 * DAY_MS };

/** From so many days on it is told again, even to who dismissed it. */
const LAST_DAYS = 3;

/** Days of the calendar (UTC) until an instant: what is told changes at midnight, and so does the banner's ETag. */
function daysUntil(at: number, now: number): number {
  return dayOf(at) - dayOf(now);
}

export function dayOf(at: number): number {
  return Math.floor(at / DAY_MS);
}

/** “today”, “tomorrow”, “in 12 days”. */
export function daysInWords(at: number, now: number, language: Language): string {
  return new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(daysUntil(at, now), "day");
}

export function endingStage(at: number, now: number): "ended" | "last-days" | "soon" {
  if (at <= now) return "ended";
  return daysUntil(at, now) <= LAST_DAYS ? "last-days" : "soon";
}
