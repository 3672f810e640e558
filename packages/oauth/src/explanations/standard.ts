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
  "authorization-request-refused": {
    title: {
      en: "The provider does not accept the authorization request.",
      de: "Der Anbieter nimmt die Autorisierungsanfrage nicht an.",
    },
    action: {
      en: "Check the redirect URI at the provider and the parameters of the configuration.",
      de: "Die Redirect-URI beim Anbieter und die Parameter der Konfiguration prüfen.",
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
  "refresh-elsewhere": {
    title: {
      en: "The refresh URL lies at another origin than the token URL.",
      de: "Die Refresh-URL liegt bei einem anderen Ursprung als die Token-URL.",
    },
    action: {
      en: "Enter a refresh URL at the token URL's origin: secret and refresh token are not sent elsewhere.",
      de: "Eine Refresh-URL beim Ursprung der Token-URL eintragen: Secret und Refresh-Token werden nicht woandershin gesendet.",
    },
  },
  "client-deleted": {
    title: { en: "The app was deleted at the provider.", de: "Die App wurde beim Anbieter gelöscht." },
    action: {
      en: "Register a new one there, enter its client ID and secret here, then authorize again.",
      de: "Dort eine neue registrieren, deren Client-ID und Secret hier eingeben, dann erneut autorisieren.",
    },
  },
  "grant-withdrawn": {
    title: { en: "The provider has withdrawn this permission.", de: "Der Anbieter hat diese Erlaubnis zurückgezogen." },
    action: {
      en: "Authorize again; nothing else needs to change.",
      de: "Erneut autorisieren; sonst muss nichts geändert werden.",
    },
  },
  "grant-expired": {
    title: { en: "The permission has expired at the provider.", de: "Die Erlaubnis ist beim Anbieter abgelaufen." },
    action: { en: "Authorize again.", de: "Erneut autorisieren." },
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
      en: "Allow the grant in the app registration; for access without a person, also grant consent there.",
      de: "Den Grant in der App-Registrierung erlauben; für Zugriff ohne Person dort auch die Zustimmung erteilen.",
    },
  },
  "grant-unsupported": {
    title: { en: "The token URL does not take this grant.", de: "Die Token-URL nimmt diesen Grant nicht an." },
    action: {
      en: "Check the token URL, and that the grant is enabled at the provider.",
      de: "Die Token-URL prüfen und ob der Grant beim Anbieter eingeschaltet ist.",
    },
  },
  "code-flow-not-allowed": {
    title: {
      en: "The app registration does not allow this way to sign in.",
      de: "Die App-Registrierung erlaubt diese Art der Anmeldung nicht.",
    },
    action: {
      en: "Enable the authorization code flow for the app at the provider.",
      de: "Den Authorization Code Flow für die App beim Anbieter einschalten.",
    },
  },
  "code-flow-unsupported": {
    title: {
      en: "The authorization URL does not offer the code flow.",
      de: "Die Autorisierungs-URL bietet den Code Flow nicht an.",
    },
    action: { en: "Check the authorization URL.", de: "Die Autorisierungs-URL prüfen." },
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
  "scope-not-granted": {
    title: {
      en: "The permission {scope} was not given on the consent screen.",
      de: "Die Berechtigung {scope} wurde auf der Zustimmungsseite nicht erteilt.",
    },
    action: {
      en: "Authorize again and tick every box on the provider's consent screen.",
      de: "Erneut autorisieren und auf der Zustimmungsseite des Anbieters jedes Kästchen ankreuzen.",
    },
  },
  "resource-unknown": {
    title: {
      en: "The provider does not know the service that the scope names.",
      de: "Der Anbieter kennt den Dienst nicht, den der Scope nennt.",
    },
    action: {
      en: "Compare the scope with the template's; at Microsoft also check that the organisation has Exchange Online.",
      de: "Den Scope mit dem der Vorlage vergleichen; bei Microsoft auch prüfen, ob die Organisation Exchange Online hat.",
    },
  },
  "redirect-uri-unregistered": {
    title: { en: "The redirect URI is not registered.", de: "Die Redirect-URI ist nicht registriert." },
    action: {
      en: "Copy the redirect URI shown here into the app registration, letter by letter; at Microsoft under Authentication › Web.",
      de: "Die hier gezeigte Redirect-URI Zeichen für Zeichen in die App-Registrierung übernehmen; bei Microsoft unter Authentication › Web.",
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
  "device-code-pending": {
    title: { en: "Nobody has entered the code yet.", de: "Den Code hat noch niemand eingegeben." },
    action: {
      en: "Enter it on the provider's page; it is asked for by itself.",
      de: "Auf der Seite des Anbieters eingeben; es wird von selbst nachgefragt.",
    },
  },
  "device-code-wrong": {
    title: { en: "The provider does not know this code.", de: "Der Anbieter kennt diesen Code nicht." },
    action: { en: "Type the code again, letter by letter.", de: "Den Code Zeichen für Zeichen noch einmal eingeben." },
  },
  "browser-refused": {
    title: {
      en: "The provider does not accept this browser for signing in.",
      de: "Der Anbieter nimmt diesen Browser zum Anmelden nicht an.",
    },
    action: {
      en: "Authorize in an ordinary browser window.",
      de: "In einem gewöhnlichen Browserfenster autorisieren.",
    },
  },
  "no-grant": {
    title: { en: "Nobody has authorized yet.", de: "Es hat noch niemand autorisiert." },
    action: { en: "Choose “Authorize”.", de: "„Autorisieren“ wählen." },
  },
  "unknown-refusal": {
    title: { en: "The provider refused in words of its own.", de: "Der Anbieter hat mit eigenen Worten abgelehnt." },
    action: {
      en: "Read the provider's words; its documentation or support knows the code.",
      de: "Die Worte des Anbieters lesen; seine Dokumentation oder sein Support kennt den Code.",
    },
  },
} as const satisfies Record<string, Explanation>;
