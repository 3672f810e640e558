import type { ProviderFailure } from "@grantry/schema";
import type { ExplanationKey } from "./explanations/index.ts";

/** The request went out, or may have, and nothing came back. */
const unanswered: ReadonlySet<string> = new Set<ExplanationKey>(["timeout", "connection-lost", "unreachable"]);

/**
 * Whether the provider may have done what it was asked although no usable answer arrived: it took the request and the
 * answer was lost or damaged, or something in between broke. A rotated refresh token may be lost with it.
 */
export function outcomeIsUnknown({ httpStatus, error, explanation }: ProviderFailure): boolean {
  if (httpStatus === undefined) return unanswered.has(explanation);
  return error === undefined && (httpStatus < 300 || httpStatus >= 500);
}
