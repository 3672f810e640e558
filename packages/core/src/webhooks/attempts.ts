import type { TransportFailure } from "@grantry/schema";

/** Pauses after each attempt, ms; the last one lost, about a day after the first, the message is given up. */
const pausesMs = [30_000, 120_000, 480_000, 1_800_000, 7_200_000, 21_600_000, 21_600_000, 21_600_000];
const LONGEST_PAUSE_MS = 86_400_000;
const AT_ONCE = 4;

/**
 * When a message that failed is sent again, ms: after longer and longer pauses, and as late as the webhook asked.
 * @param attempts so far, the failed one included
 * @returns `null` when it is given up
 */
export function nextAttemptAt(failed: { attempts: number; failure: TransportFailure; now: number }): number | null {
  const pauseMs = pausesMs[failed.attempts - 1];
  const asked = Math.min((failed.failure.retryAfterSeconds ?? 0) * 1000, LONGEST_PAUSE_MS);
  return pauseMs === undefined ? null : failed.now + Math.max(pauseMs, asked);
}

/** Sends what is due, some at once, until it is done or `stop` is signalled. `sendOne` never fails. */
export async function sendSomeAtOnce(
  due: readonly string[],
  sendOne: (id: string) => Promise<void>,
  stop?: AbortSignal,
): Promise<void> {
  const left = [...due];
  const worker = async (): Promise<void> => {
    for (let id = left.shift(); id !== undefined && !stop?.aborted; id = left.shift()) await sendOne(id);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
