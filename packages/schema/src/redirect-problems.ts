import { type Language, say, type WordParameters } from "./language.ts";
import type { ProblemEntry } from "./problem-entry.ts";

/** What the redirect can end with. Apart from the rest of the catalogue: the callback carries these words and no others. */
export const redirectProblems = {
  "internal-error": {
    status: 500,
    title: { en: "Something broke on our side", de: "Bei uns ist etwas schiefgegangen" },
    detail: { en: "The log has the cause under {reference}.", de: "Die Ursache steht im Protokoll unter {reference}." },
    action: {
      en: "Try again; if it stays, quote the reference.",
      de: "Erneut versuchen; bleibt es, die Referenz angeben.",
    },
  },
  "authorization-not-found": {
    status: 404,
    title: { en: "This sign-in was not started here", de: "Diese Anmeldung wurde nicht hier begonnen" },
    detail: {
      en: "The state in the address is unknown. Started sign-ins are remembered for a day.",
      de: "Der state in der Adresse ist unbekannt. Begonnene Anmeldungen werden einen Tag gemerkt.",
    },
    action: {
      en: "Start again with “Authorize”. No token was touched.",
      de: "Mit „Autorisieren“ neu beginnen. Kein Token wurde angetastet.",
    },
  },
  "authorization-expired": {
    status: 400,
    title: { en: "Coming back took longer than ten minutes", de: "Die Rückkehr hat länger als zehn Minuten gedauert" },
    detail: {
      en: "The sign-in for “{name}” was started at {startedAt}.",
      de: "Die Anmeldung für „{name}“ begann um {startedAt}.",
    },
    action: {
      en: "Start again with “Authorize”. The token you already have was not touched.",
      de: "Mit „Autorisieren“ neu beginnen. Ein vorhandenes Token blieb unberührt.",
    },
  },
  "authorization-used": {
    status: 409,
    title: { en: "This sign-in is already finished", de: "Diese Anmeldung ist bereits abgeschlossen" },
    detail: {
      en: "The address was opened a second time, with other content than the first time.",
      de: "Die Adresse wurde ein zweites Mal geöffnet, mit anderem Inhalt als beim ersten Mal.",
    },
    action: {
      en: "Look at the token in Grantry. If it is not what you want, start again with “Authorize”.",
      de: "Das Token in Grantry ansehen. Falls nötig mit „Autorisieren“ neu beginnen.",
    },
  },
  "authorization-other-browser": {
    status: 403,
    title: {
      en: "This is not the browser that started the sign-in",
      de: "Dies ist nicht der Browser, der die Anmeldung begann",
    },
    detail: {
      en: "The cookie that binds the sign-in for “{name}” to its browser is missing or differs.",
      de: "Das Cookie, das die Anmeldung für „{name}“ an ihren Browser bindet, fehlt oder ist ein anderes.",
    },
    action: {
      en: "Finish in the browser window where you clicked “Authorize”, or start again here. If you did not start it, close this page.",
      de: "In dem Browserfenster beenden, in dem „Autorisieren“ geklickt wurde, oder hier neu beginnen. Wer nichts begonnen hat, schließt diese Seite.",
    },
  },
  "authorization-wrong-issuer": {
    status: 400,
    title: { en: "The answer came from another provider", de: "Die Antwort kam von einem anderen Anbieter" },
    detail: {
      en: "The answer names {got}; {expected} was asked. The code was not sent anywhere.",
      de: "Die Antwort nennt {got}; gefragt war {expected}. Der Code wurde nirgendwohin gesendet.",
    },
    action: {
      en: "Check the issuer of the configuration. If it is right, do not continue, and ask the provider.",
      de: "Den Issuer der Konfiguration prüfen. Stimmt er, nicht fortfahren und den Anbieter fragen.",
    },
  },
  "token-of-another-issuer": {
    status: 400,
    title: { en: "The token came from another provider", de: "Das Token kam von einem anderen Anbieter" },
    detail: {
      en: "The sign-in is vouched for by {got}; {expected} was asked. The token was not kept.",
      de: "Für die Anmeldung bürgt {got}; gefragt war {expected}. Das Token wurde nicht behalten.",
    },
    action: {
      en: "Check the issuer and the token URL of the configuration: both must be of one provider.",
      de: "Issuer und Token-URL der Konfiguration prüfen: Beide müssen zu einem Anbieter gehören.",
    },
  },
  "authorization-incomplete": {
    status: 400,
    title: { en: "The provider's answer has no code", de: "Die Antwort des Anbieters enthält keinen Code" },
    detail: {
      en: "Neither a code nor an error came back. A proxy may have dropped it, or response_mode is not query.",
      de: "Es kam weder ein Code noch ein Fehler zurück. Vielleicht hat ihn ein Proxy entfernt, oder response_mode ist nicht query.",
    },
    action: {
      en: "Check the configuration's parameters (response_mode=query), then start again.",
      de: "Die Parameter der Konfiguration prüfen (response_mode=query), dann neu beginnen.",
    },
  },
  "authorization-in-progress": {
    status: 503,
    title: { en: "The sign-in is still being finished", de: "Die Anmeldung wird noch abgeschlossen" },
    detail: {
      en: "The first arrival of this address is still waiting for the provider.",
      de: "Der erste Aufruf dieser Adresse wartet noch auf den Anbieter.",
    },
    action: { en: "Reload this page in a few seconds.", de: "Diese Seite in einigen Sekunden neu laden." },
  },
  "wrong-account": {
    status: 409,
    title: { en: "Another account signed in", de: "Ein anderes Konto hat sich angemeldet" },
    detail: {
      en: "{expected} was expected, {got} signed in. The new grant was not stored.",
      de: "Erwartet war {expected}, angemeldet hat sich {got}. Die neue Erlaubnis wurde nicht gespeichert.",
    },
    action: {
      en: "Start again and choose {expected}, or change the expected account.",
      de: "Neu beginnen und {expected} wählen oder das erwartete Konto ändern.",
    },
  },
  "settings-changed-meanwhile": {
    status: 409,
    title: {
      en: "The configuration changed during the sign-in",
      de: "Die Konfiguration wurde während der Anmeldung geändert",
    },
    detail: {
      en: "The sign-in for “{name}” was started with other settings. Its code was not used.",
      de: "Die Anmeldung für „{name}“ begann mit anderen Einstellungen. Ihr Code wurde nicht verwendet.",
    },
    action: { en: "Start again with “Authorize”.", de: "Mit „Autorisieren“ neu beginnen." },
  },
  "post-redirect": {
    status: 405,
    title: { en: "The answer must come as a query", de: "Die Antwort muss als Query kommen" },
    detail: {
      en: "The provider sent a form (POST). Grantry takes the redirect by GET.",
      de: "Der Anbieter hat ein Formular gesendet (POST). Grantry nimmt die Weiterleitung als GET.",
    },
    action: {
      en: "Add the parameter response_mode=query to the authorization request.",
      de: "Der Autorisierungsanfrage den Parameter response_mode=query hinzufügen.",
    },
  },
} as const satisfies Record<string, ProblemEntry>;

export type RedirectProblemSlug = keyof typeof redirectProblems;

/** One of them in words. */
export function sayRedirectProblem(
  slug: RedirectProblemSlug,
  language: Language,
  parameters: WordParameters = {},
): { status: number; title: string; detail: string; action: string } {
  const { status, title, detail, action } = redirectProblems[slug];
  return {
    status,
    title: say(title, language, parameters),
    detail: say(detail, language, parameters),
    action: say(action, language, parameters),
  };
}
