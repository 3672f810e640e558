import type { Words } from "@grantry/schema";

/** What happened, and what the administrator does now. `{host}` and the like come from the failure. */
export interface Explanation {
  readonly title: Words;
  readonly action: Words;
}

/** Errors of RFC 6749, OpenID Connect and RFC 8707. */
export const standardExplanations = {
  "invalid-request": {
    title: { en: "The provider calls the request incomplete.", de: "Der Anbieter nennt die Anfrage unvollständig." },
    action: {
      en: "Check that client ID, client secret and scope are filled in.",
      de: "Prüfen, ob Client-ID, Client-Secret und Scope ausgefüllt sind.",
    },
  },
  "client-refused": {
    title: {
      en: "The provider does not accept client ID and secret.",
      de: "Der Anbieter nimmt Client-ID und Secret nicht an.",
    },
    action: {
      en: "Enter the current client secret; it may have expired or belong to another app. The sign-in itself is not lost.",
      de: "Das aktuelle Client-Secret eingeben; es kann abgelaufen sein oder zu einer anderen App gehören. Die Anmeldung selbst ist nicht verloren.",
    },
  },
  "grant-withdrawn": {
    title: { en: "The provider has withdrawn this permission.", de: "Der Anbieter hat diese Erlaubnis zurückgezogen." },
    action: {
      en: "Authorize again; nothing else needs to change.",
      de: "Erneut autorisieren; sonst muss nichts geändert werden.",
    },
  },
  "code-refused": {
    title: {
      en: "The provider refused the code of this sign-in.",
      de: "Der Anbieter hat den Code dieser Anmeldung abgelehnt.",
    },
    action: {
      en: "Start again with “Authorize”: a code is short-lived and works once.",
      de: "Mit „Autorisieren“ neu beginnen: Ein Code gilt kurz und nur einmal.",
    },
  },
  "answer-lost": {
    title: {
      en: "The answer to an earlier request was lost, and the refresh token from before it is used up.",
      de: "Die Antwort auf eine frühere Anfrage ging verloren, und das Refresh-Token von davor ist verbraucht.",
    },
    action: { en: "Authorize again.", de: "Erneut autorisieren." },
  },
  "grant-not-allowed": {
    title: {
      en: "The app registration does not allow this grant.",
      de: "Die App-Registrierung erlaubt diesen Grant nicht.",
    },
    action: {
      en: "Allow the grant in the app registration, and check that the URLs are the right ones.",
      de: "Den Grant in der App-Registrierung erlauben und prüfen, ob die URLs stimmen.",
    },
  },
  "scope-refused": {
    title: {
      en: "The provider does not know or not allow the scope.",
      de: "Der Anbieter kennt oder erlaubt den Scope nicht.",
    },
    action: {
      en: "Compare the scope with the template's, letter by letter.",
      de: "Den Scope Zeichen für Zeichen mit dem der Vorlage vergleichen.",
    },
  },
  "sign-in-again": {
    title: { en: "The provider wants someone to sign in again.", de: "Der Anbieter verlangt eine neue Anmeldung." },
    action: { en: "Authorize again.", de: "Erneut autorisieren." },
  },
  declined: {
    title: { en: "The permission was declined.", de: "Die Erlaubnis wurde abgelehnt." },
    action: {
      en: "Authorize again and accept. If it was declined without a question, ask the provider's administrator.",
      de: "Erneut autorisieren und zustimmen. Wurde ohne Frage abgelehnt, den Administrator des Anbieters fragen.",
    },
  },
  "no-grant": {
    title: { en: "Nobody has authorized yet.", de: "Es hat noch niemand autorisiert." },
    action: { en: "Choose “Authorize”.", de: "„Autorisieren“ wählen." },
  },
  "unknown-refusal": {
    title: { en: "The provider refused in words of its own.", de: "Der Anbieter hat mit eigenen Worten abgelehnt." },
    action: {
      en: "Read the provider's words below; its documentation or support knows the code.",
      de: "Die Worte des Anbieters unten lesen; seine Dokumentation oder sein Support kennt den Code.",
    },
  },
} as const satisfies Record<string, Explanation>;
