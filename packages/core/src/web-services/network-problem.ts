import { type Language, ProblemError, say, type Words } from "@grantry/schema";
import type { StreamedAnswer } from "../egress.ts";

const reasons = {
  dns: { en: "the name does not resolve", de: "der Name lässt sich nicht auflösen" },
  refused: { en: "nothing listens there", de: "dort nimmt nichts Verbindungen an" },
  tls: { en: "its certificate is not trusted", de: "seinem Zertifikat wird nicht vertraut" },
  reset: { en: "the connection broke", de: "die Verbindung brach ab" },
  unreachable: { en: "no connection", de: "keine Verbindung" },
  unsendable: { en: "a header cannot be sent", de: "ein Header lässt sich nicht senden" },
  left: { en: "the caller left", de: "der Aufrufer ist gegangen" },
} as const satisfies Record<string, Words>;

/** Why a call has no answer, as a refusal in the caller's language. `seconds`: its time limit. */
export function networkProblem(
  failed: Extract<StreamedAnswer, { ok: false }>,
  { seconds, language }: { seconds: number; language: Language },
): ProblemError {
  const { reason, host, detail } = failed;
  switch (reason) {
    case "timeout":
      return new ProblemError("web-service-timeout", { parameters: { host, seconds } });
    case "blocked":
      return new ProblemError("web-service-blocked", { parameters: { host } });
    case "tls-options":
      return new ProblemError("tls-options-not-here");
    default: {
      const said = say(reasons[reason], language);
      const parameters = { host, reason: detail ? `${said} (${detail})` : said };
      return new ProblemError("web-service-unreachable", { parameters });
    }
  }
}
