import type { OutgoingAnswer } from "@grantry/oauth";
import type { Platform } from "./platform.ts";

/** Tokens are renewed early enough to bear this much. */
export const CLOCK_TOLERANCE_MS = 120_000;
const TOLD_EVERY_MS = 3_600_000;

/** How far a provider's clock is ahead of this machine's, ms; `undefined`: it does not tell the time (RFC 9110 §6.6.1). */
export function clockAheadMs(answer: OutgoingAnswer & { ok: true }, now: number): number | undefined {
  const age = Number(answer.headers.get("age") ?? 0); // of what a cache kept, seconds (RFC 9111 §5.1)
  const aheadMs = Date.parse(answer.headers.get("date") ?? "") + (Number.isFinite(age) ? age : 0) * 1000 - now;
  return Number.isNaN(aheadMs) ? undefined : aheadMs;
}

/** By host, for the whole process: workerd has a platform for each request. */
const toldAt = new Map<string, number>();

/** Warns in the log of a clock that is far off, once an hour for each host. */
export function watchClock(platform: Platform, url: string, answer: OutgoingAnswer): void {
  if (!answer.ok) return;
  const now = platform.now();
  const aheadMs = clockAheadMs(answer, now) ?? 0;
  if (Math.abs(aheadMs) <= CLOCK_TOLERANCE_MS) return;
  const { host } = new URL(url);
  if (Math.abs(now - (toldAt.get(host) ?? Number.NEGATIVE_INFINITY)) < TOLD_EVERY_MS) return;
  toldAt.set(host, now);
  platform.log("warn", "clock.differs", { host, aheadSeconds: Math.round(aheadMs / 1000) });
}
