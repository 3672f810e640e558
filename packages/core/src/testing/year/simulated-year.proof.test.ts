import { isWholeProof, noteFigures } from "@grantry/testing";
import { expect, test } from "vitest";
import type { KindSum } from "./kind-sum.ts";
import { liveThroughYear } from "./simulated-year.ts";

const dose = isWholeProof ? { seed: 2027, days: 365, grants: 1_000 } : { seed: 2027, days: 40, grants: 12 };
const hours = 3_600_000;

test(
  "a year: every reader gets a token that works whenever the provider could give one, and few requests do it",
  async () => {
    const kinds = await liveThroughYear(dose);
    const total = (member: Exclude<keyof KindSum, "kind">) => kinds.reduce((sum, kind) => sum + kind[member], 0);
    const ratio = total("requests") / total("byTheRules");
    const foresight = total("requests") / total("byForesight");
    const proof = "A simulated year";
    const share = (total("good") + total("goodAfterRetry")) / (total("reads") - total("providerCouldNot"));
    noteFigures("simulated-year", [
      {
        proof,
        done: `${total("grants")} grants at ${kinds.length} kinds of providers, ${dose.days} days, ${total("reads")} reads`,
        seen: [
          `${(share * 100).toFixed(3)} % good while the provider could give (${total("goodAfterRetry")} of them on coming back within half a minute as told)`,
          `${total("providerCouldNot")} reads while it could not; ${total("stale")} stale tokens; ${total("lost")} grants lost`,
          `${total("consents")} new consents by the providers' rules, ${total("lostWithAnAnswer")} of them after an answer and the grace time for the token before were lost`,
          `${total("requests")} token requests, ${ratio.toFixed(3)} × the least that the rules allow, ${foresight.toFixed(3)} × the least with foresight`,
        ].join("; "),
      },
      ...kinds.map((kind) => ({
        proof: `– ${kind.kind}`,
        done: `${kind.grants} grants, ${kind.reads} reads`,
        seen: `${kind.missed} missed, ${kind.goodAfterRetry} on coming back, ${(kind.requests / kind.byTheRules).toFixed(3)} × the least`,
      })),
    ]);
    expect(kinds.map(({ kind, missed, stale, lost }) => ({ kind, missed, stale, lost }))).toEqual(
      kinds.map(({ kind }) => ({ kind, missed: 0, stale: 0, lost: 0 })),
    );
    expect(ratio).toBeLessThanOrEqual(1.1);
  },
  2 * hours,
);
