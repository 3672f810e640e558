import { type Language, type ProviderFailure, say } from "@grantry/schema";
import { microsoftExplanations } from "./microsoft.ts";
import { networkExplanations } from "./network.ts";
import { type Explanation, standardExplanations } from "./standard.ts";

const explanations = { ...standardExplanations, ...networkExplanations, ...microsoftExplanations };
export type ExplanationKey = keyof typeof explanations;

/** A failure in words: what happened, whether it heals by itself, what the administrator does now. */
export function explain(
  failure: ProviderFailure,
  language: Language,
): { title: string; action: string; healsByItself: boolean } {
  const known: Readonly<Record<string, Explanation>> = explanations;
  const { title, action } = known[failure.explanation] ?? explanations["unknown-refusal"];
  const parameters = { host: failure.host ?? "–", ...failure.parameters };
  return {
    title: say(title, language, parameters),
    action: say(action, language, parameters),
    healsByItself: failure.class === "transient",
  };
}
