import { ProblemError } from "@grantry/schema";
import type { StreamedAnswer } from "../egress.ts";

const reasons = {
  dns: "the name does not resolve",
  refused: "nothing listens there",
  tls: "its certificate is not trusted",
  reset: "the connection broke",
  unreachable: "no connection",
  unsendable: "a header cannot be sent",
  left: "the caller left",
} as const;

/** Why a call has no answer, as a refusal. */
export function networkProblem(failed: Extract<StreamedAnswer, { ok: false }>, seconds: number): ProblemError {
  const { reason, host, detail } = failed;
  switch (reason) {
    case "timeout":
      return new ProblemError("web-service-timeout", { parameters: { host, seconds } });
    case "blocked":
      return new ProblemError("web-service-blocked", { parameters: { host } });
    case "tls-options":
      return new ProblemError("tls-options-not-here");
    default:
      return new ProblemError("web-service-unreachable", {
        parameters: { host, reason: detail ? `${reasons[reason]} (${detail})` : reasons[reason] },
      });
  }
}
