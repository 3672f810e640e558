import { type Discovered, discoverProvider } from "@grantry/oauth";
import { ProblemError, say, type Words } from "@grantry/schema";
import type { Context } from "./context.ts";
import { sendFor } from "./settings.ts";

const reasons = {
  unreachable: { en: "No discovery document was found.", de: "Ein Discovery-Dokument wurde nicht gefunden." },
  "not-metadata": {
    en: "What lies there does not name the endpoints of a provider.",
    de: "Was dort liegt, nennt keine Endpunkte eines Anbieters.",
  },
  "other-issuer": {
    en: "The document speaks for another issuer than the one asked.",
    de: "Das Dokument spricht für einen anderen Aussteller als den gefragten.",
  },
} as const satisfies Record<string, Words>;

/** A provider's endpoints, as it says them itself. @throws ProblemError discovery-failed */
export async function discover(ctx: Context, address: string): Promise<Discovered> {
  const outcome = await discoverProvider(await sendFor(ctx), new URL(address));
  if (outcome.ok) return outcome.discovered;
  const reason = say(reasons[outcome.why], ctx.language);
  throw new ProblemError("discovery-failed", { parameters: { reason, url: outcome.url } });
}
