import type { Horizons } from "@grantry/db";

const DAY_MS = 86_400_000;

/** How long before its end something is told. Refresh tokens that live for days alone are not worth a word daily. */
export const horizons: Horizons = { clientSecret: 30 * DAY_MS, refreshToken: 14 * DAY_MS };

/** Whole days until an instant, at least one: for words. */
export function daysUntil(at: number, now: number): number {
  return Math.max(1, Math.ceil((at - now) / DAY_MS));
}
