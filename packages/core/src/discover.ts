import { type Discovered, type DiscoveryOutcome, discoverProvider, explain } from "@grantry/oauth";
import { ProblemError, say, type Words } from "@grantry/schema";
import type { Context } from "./context.ts";
import { sendFor } from "./settings.ts";

const reasons = {
  "not-found": { en: "No discovery document was found.", de: "Ein Discovery-Dokument wurde nicht gefunden." },
  "not-metadata": {
    en: "What lies there does not name the endpoints of a provider.",
    de: "Was dort liegt, nennt keine Endpunkte eines Anbieters.",
  },
  "other-issuer": {
    en: "The document speaks for {got}, not for {asked}: with its endpoints people would sign in to another provider.",
    de: "Das Dokument spricht für {got}, nicht für {asked}: mit seinen Endpunkten meldete man sich bei einem anderen Anbieter an.",
  },
} as const satisfies Record<string, Words>;

/** A provider's endpoints, as it says them itself. @throws ProblemError discovery-failed */
export async function discover(ctx: Context, address: string): Promise<Discovered> {
  const outcome = await discoverProvider(await sendFor(ctx), new URL(address));
  if (outcome.ok) return outcome.discovered;
  throw new ProblemError("discovery-failed", { parameters: { reason: reasonOf(ctx, outcome), url: outcome.url } });
}

function reasonOf({ language }: Context, outcome: DiscoveryOutcome & { ok: false }): string {
  if (outcome.why === "unreachable") {
    const { title, action } = explain(outcome.failure, language);
    return outcome.failure.explanation === "blocked-address" ? `${title} ${action}` : title; // only there it helps here
  }
  if (outcome.why !== "other-issuer") return say(reasons[outcome.why], language);
  return say(reasons["other-issuer"], language, { asked: outcome.asked, got: outcome.got.slice(0, 300) });
}
