import type { Language, ProviderFailure } from "@grantry/schema";
import { noRedirectExplanations } from "./no-redirect.ts";
import { type Explained, explainBy, redirectExplanations } from "./redirect.ts";

const explanations = { ...redirectExplanations, ...noRedirectExplanations };
export type ExplanationKey = keyof typeof explanations;

/**
 * A failure in words: what happened, what follows (for errors that we do not know with the provider's words, marked as
 * such), whether it heals by itself, and what the administrator does now.
 */
export function explain(failure: ProviderFailure, language: Language): Explained {
  return explainBy(explanations, failure, language);
}
