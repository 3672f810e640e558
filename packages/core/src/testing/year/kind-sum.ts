import { leastRequests } from "./least-requests.ts";
import type { SimulatedKind } from "./provider-kinds.ts";
import type { SimulatedProvider } from "./simulated-provider.ts";

/** What came of it, per kind of provider. */
export interface KindSum {
  readonly kind: string;
  readonly grants: number;
  reads: number;
  /** Good at once. */
  good: number;
  /** Good when the reader came back as it was told to, within half a minute. */
  goodAfterRetry: number;
  /** None was given, and the provider could not have given one: out of order, grant or client secret at an end. */
  providerCouldNot: number;
  /** None was given although the provider could have given one. */
  missed: number;
  /** A token was given that the provider no longer takes. */
  stale: number;
  /** Grants that ended because the product used an old refresh token although it had been given a newer one. */
  lost: number;
  /** Those that ended so after an answer with a new one was lost, and the provider's grace time with it: lost by protocol. */
  lostWithAnAnswer: number;
  consents: number;
  requests: number;
  /** The least that the rules allow, and the least for someone who knows the future; see least-requests.ts. */
  byTheRules: number;
  byForesight: number;
}

export function nothingYet(kind: string, grants: number): KindSum {
  const reads = { reads: 0, good: 0, goodAfterRetry: 0, providerCouldNot: 0, missed: 0, stale: 0 };
  const grantsEnded = { lost: 0, lostWithAnAnswer: 0, consents: 0 };
  return { kind, grants, ...reads, ...grantsEnded, requests: 0, byTheRules: 0, byForesight: 0 };
}

interface Lived {
  readonly kind: SimulatedKind;
  readonly provider: SimulatedProvider;
  readonly span: { readonly from: number; readonly until: number };
  /** When each grant was read, ms. */
  readonly reads: readonly (readonly number[])[];
}

/** Puts in what the provider knows, and what the least would have been. */
export function addUp(sum: KindSum, { kind, provider, span, reads }: Lived): void {
  sum.requests = provider.requests;
  sum.lost = provider.reuseDeaths.filter((death) => death === "without-cause").length;
  sum.lostWithAnAnswer = provider.reuseDeaths.length - sum.lost;
  for (const readsOfOne of reads) {
    const life = { kind, outages: provider.outages, reads: readsOfOne, ...span };
    sum.byTheRules += leastRequests(life, "rules");
    sum.byForesight += leastRequests(life, "foresight");
  }
  sum.byTheRules += sum.consents;
  sum.byForesight += sum.consents;
}
