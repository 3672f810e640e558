import type { SimulatedKind } from "./provider-kinds.ts";

const DAY_MS = 86_400_000;
/** What a reader is promised at least. */
const MIN_TTL_MS = 30_000;
const MARGIN_MS = 300_000;
const MEAN_JITTER_MS = 1_800_000;

interface Life {
  readonly kind: SimulatedKind;
  readonly outages: readonly (readonly [from: number, to: number])[];
  readonly reads: readonly number[];
  readonly from: number;
  readonly until: number;
}

/**
 * The least requests that can be made of a grant. By `rules`: an access token is renewed when a tenth of its lifetime
 * is left, every grant once a day (with up to an hour of jitter), and nothing is asked for in vain. By `foresight`:
 * each token is used to its last half minute. A token that is kept fresh is wanted at every moment but those when its
 * provider is out of order; another one when it is read.
 */
export function leastRequests(life: Life, by: "rules" | "foresight"): number {
  const lifetimeMs = life.kind.lifetimeSeconds * 1000;
  const goodForMs = lifetimeMs - (by === "rules" ? Math.max(lifetimeMs / 10, MARGIN_MS) : MIN_TTL_MS);
  const aliveForMs = by === "rules" ? DAY_MS - MEAN_JITTER_MS : DAY_MS;
  return life.kind.keepFresh
    ? whenAlwaysFresh(life, Math.min(goodForMs, aliveForMs))
    : whenRead(life, { goodForMs, aliveForMs });
}

function whenAlwaysFresh({ outages, from, until }: Life, eachMs: number): number {
  const out = outages.reduce((sum, [begins, ends]) => sum + Math.max(0, Math.min(ends, until) - begins), 0);
  return (until - from - out) / eachMs;
}

function whenRead(
  { reads, from, until }: Life,
  { goodForMs, aliveForMs }: { goodForMs: number; aliveForMs: number },
): number {
  let requests = 1; // the consent's
  let last = from;
  for (const read of [...reads, until]) {
    for (; read - last > aliveForMs; last += aliveForMs) requests += 1;
    if (read === until || read - last <= goodForMs) continue;
    requests += 1;
    last = read;
  }
  return requests;
}
