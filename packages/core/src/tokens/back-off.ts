import type { Platform } from "../platform.ts";

const FIRST_MS = 30_000;
const LONGEST_MS = 60 * 60_000;
const JITTER = 0.2;

/**
 * Milliseconds until the next attempt: 30 s, 1, 2, 4 … up to 60 min, ±20 % so that many do not come at once. What the
 * provider asks for by `Retry-After` counts when it is longer.
 * @param failuresBefore in a row, before this one
 */
export function backOffMs(
  failuresBefore: number,
  retryAfterSeconds: number | undefined,
  { randomBytes }: Pick<Platform, "randomBytes">,
): number {
  const plain = Math.min(FIRST_MS * 2 ** Math.min(failuresBefore, 20), LONGEST_MS);
  const [random = 0] = randomBytes(1);
  const jittered = plain * (1 + JITTER * ((random / 255) * 2 - 1));
  return Math.round(Math.max(jittered, (retryAfterSeconds ?? 0) * 1000));
}
