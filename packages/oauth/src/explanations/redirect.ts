import { type FailureClass, type Language, type ProviderFailure, say, type Words } from "@grantry/schema";
import { googleExplanations } from "./google.ts";
import { microsoftExplanations } from "./microsoft.ts";
import { networkExplanations } from "./network.ts";
import { type Explanation, standardExplanations } from "./standard.ts";

/** What can go wrong on a redirect, and with any request to a token endpoint. */
export const redirectExplanations = {
  ...standardExplanations,
  ...networkExplanations,
  ...microsoftExplanations,
  ...googleExplanations,
};

export interface Explained {
  readonly title: string;
  readonly detail: string;
  readonly healsByItself: boolean;
  readonly action: string;
}

/** As `explain`, by the explanations of a redirect alone: they are what a small callback carries. */
export function explainRedirect(failure: ProviderFailure, language: Language): Explained {
  return explainBy(redirectExplanations, failure, language);
}

/** What a failure of each class means for what is stored. */
const consequences: Readonly<Record<FailureClass, Words>> = {
  transient: {
    en: "It is tried again by itself; nothing stored was lost.",
    de: "Es wird von selbst erneut versucht; nichts Gespeichertes ging verloren.",
  },
  reauth: {
    en: "Only a new sign-in helps; until then nothing is tried.",
    de: "Nur eine neue Anmeldung hilft; bis dahin wird nichts versucht.",
  },
  config: {
    en: "Nothing is tried until the settings change. The refresh token is kept.",
    de: "Bis die Einstellungen sich ändern, wird nichts versucht. Das Refresh-Token bleibt erhalten.",
  },
  "provider-admin": {
    en: "Nothing is tried until something changes at the provider. The refresh token is kept.",
    de: "Bis sich beim Anbieter etwas ändert, wird nichts versucht. Das Refresh-Token bleibt erhalten.",
  },
  user: {
    en: "The sign-in was not finished. A token that was there before was not touched.",
    de: "Die Anmeldung wurde nicht abgeschlossen. Ein schon vorhandenes Token blieb unberührt.",
  },
  bug: {
    en: "The request was malformed, which is a fault of Grantry, not of the settings.",
    de: "Die Anfrage war fehlerhaft; das liegt an Grantry, nicht an den Einstellungen.",
  },
};

const quoted: Words = { en: "The provider says: “{words}”", de: "Der Anbieter sagt: „{words}“" };

const throughProxy: Words = {
  en: "The request went through the proxy {proxy}.",
  de: "Die Anfrage ging durch den Proxy {proxy}.",
};
const throughNone: Words = { en: "No proxy is in use.", de: "Ein Proxy wird nicht verwendet." };

/** Tells a failure by these explanations. */
export function explainBy(
  known: Readonly<Record<string, Explanation>>,
  failure: ProviderFailure,
  language: Language,
): Explained {
  const isKnown = Object.hasOwn(known, failure.explanation) && failure.explanation !== "unknown-refusal";
  const { title, action } = (isKnown && known[failure.explanation]) || redirectExplanations["unknown-refusal"];
  const parameters = { host: failure.host ?? "–", ...failure.parameters };
  const words = [failure.error, failure.code, failure.description].filter(Boolean).join(" · ");
  const detail = [
    say(consequences[failure.class], language),
    ...(isKnown || words === "" ? [] : [say(quoted, language, { words })]),
  ];
  return {
    title: say(title, language, parameters),
    detail: detail.join(" "),
    healsByItself: failure.class === "transient",
    action: [say(action, language, parameters), ...wayTaken(failure, language)].join(" "),
  };
}

/** Which way a request went that got no answer, where that is known. */
function wayTaken({ proxy }: ProviderFailure, language: Language): string[] {
  if (proxy === undefined) return [];
  return [proxy === null ? say(throughNone, language) : say(throughProxy, language, { proxy })];
}
