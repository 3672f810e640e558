import type { Platform } from "../platform.ts";

const FIRST_PAUSE_MS = 25;
const LONGEST_PAUSE_MS = 400;

/**
 * Waits for what someone else is about to finish: each call pauses, longer than the last one and with jitter.
 * @returns what to call; it resolves to `false`, at once, when the time is up
 */
export function patience({ now, wait, randomBytes }: Platform, forMs: number): () => Promise<boolean> {
  const deadline = now() + forMs;
  let pauseMs = FIRST_PAUSE_MS;
  return async () => {
    if (now() + pauseMs >= deadline) return false;
    const [random = 0] = randomBytes(1);
    await wait(pauseMs * (0.75 + random / 512));
    pauseMs = Math.min(pauseMs * 1.5, LONGEST_PAUSE_MS);
    return true;
  };
}
