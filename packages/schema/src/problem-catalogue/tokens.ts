import type { ProblemEntry } from "../problem-entry.ts";

/** Getting, renewing, testing and revoking tokens. */
export const tokenProblems = {
  "not-in-use": {
    status: 409,
    title: { en: "The configuration is not in use", de: "Die Konfiguration ist nicht in Gebrauch" },
    detail: {
      en: "“{name}” is set to {validity}, so its token is neither refreshed nor given out.",
      de: "„{name}“ steht auf {validity}; ihr Token wird weder erneuert noch herausgegeben.",
    },
    action: { en: "Set its validity to valid.", de: "Die Gültigkeit auf gültig setzen." },
  },
  "needs-authorization": {
    status: 409,
    title: { en: "Someone has to authorize", de: "Jemand muss autorisieren" },
    detail: { en: "“{name}” has no grant that works. {reason}", de: "„{name}“ hat keine wirksame Erlaubnis. {reason}" },
    action: { en: "Open the token in Grantry. {action}", de: "Das Token in Grantry öffnen. {action}" },
  },
  "needs-settings": {
    status: 409,
    title: { en: "The settings need mending", de: "Die Einstellungen müssen berichtigt werden" },
    detail: {
      en: "The provider refuses the settings of “{name}”. {reason}",
      de: "Der Anbieter weist die Einstellungen von „{name}“ zurück. {reason}",
    },
    action: { en: "Open the token in Grantry. {action}", de: "Das Token in Grantry öffnen. {action}" },
  },
  "needs-provider-admin": {
    status: 409,
    title: { en: "The provider's administrator has to act", de: "Der Administrator des Anbieters muss handeln" },
    detail: {
      en: "The provider refuses “{name}” until something is changed there. {reason}",
      de: "Der Anbieter weist „{name}“ ab, bis dort etwas geändert wird. {reason}",
    },
    action: { en: "Open the token in Grantry. {action}", de: "Das Token in Grantry öffnen. {action}" },
  },
  "nothing-to-test-at": {
    status: 409,
    title: { en: "There is nothing to test this token at", de: "Dieses Token lässt sich nirgends testen" },
    detail: {
      en: "The template of “{name}” knows no harmless request and no mail server, or nobody knows whose mailbox it is.",
      de: "Die Vorlage von „{name}“ kennt weder eine harmlose Anfrage noch einen Mailserver, oder niemand weiß, wessen Postfach es ist.",
    },
    action: {
      en: "Check a mail account or run a web service that uses it.",
      de: "Ein Mailkonto prüfen oder einen Webservice ausführen, der es verwendet.",
    },
  },
  "token-not-taken": {
    status: 502,
    title: { en: "The service does not take the token", de: "Der Dienst nimmt das Token nicht" },
    detail: { en: "{host} answered: {said}.", de: "{host} antwortete: {said}." },
    action: {
      en: "Compare the scope with what the service asks for, then request a new token.",
      de: "Den Scope mit dem vergleichen, was der Dienst verlangt, dann ein neues Token anfordern.",
    },
  },
  "grant-takes-no-refresh-token": {
    status: 409,
    title: { en: "This configuration takes no refresh token", de: "Diese Konfiguration nimmt kein Refresh-Token" },
    detail: {
      en: "“{name}” gets its tokens without one, or its settings name no request to renew them.",
      de: "„{name}“ bekommt seine Token ohne eines, oder die Einstellungen nennen keine Anfrage zum Erneuern.",
    },
    action: {
      en: "Choose a configuration that renews by refresh token.",
      de: "Eine Konfiguration wählen, die per Refresh-Token erneuert.",
    },
  },
  "revocation-failed": {
    status: 502,
    title: { en: "The grant could not be revoked", de: "Die Erlaubnis ließ sich nicht widerrufen" },
    detail: {
      en: "The provider did not take the grant of “{name}” back, so it is kept. {reason}",
      de: "Der Anbieter hat die Erlaubnis von „{name}“ nicht zurückgenommen; sie bleibt daher. {reason}",
    },
    action: {
      en: "{action} Or end it on the provider's own pages and forget it here all the same.",
      de: "{action} Oder sie auf den Seiten des Anbieters beenden und hier trotzdem vergessen.",
    },
  },
  "provider-refused": {
    status: 502,
    title: { en: "The provider gave no token", de: "Der Anbieter hat kein Token gegeben" },
    detail: { en: "{reason}", de: "{reason}" },
    action: { en: "{action}", de: "{action}" },
  },
  "token-refresh-in-progress": {
    status: 503,
    title: { en: "The token is being refreshed", de: "Das Token wird gerade erneuert" },
    detail: {
      en: "Another request for “{name}” is on its way to the provider.",
      de: "Eine andere Anfrage für „{name}“ ist unterwegs zum Anbieter.",
    },
    action: { en: "Ask again in {seconds} seconds.", de: "In {seconds} Sekunden erneut fragen." },
  },
  "token-refresh-paused": {
    status: 503,
    title: { en: "The provider failed a moment ago", de: "Der Anbieter hat eben versagt" },
    detail: {
      en: "The next attempt for “{name}” is in {seconds} seconds. {reason}",
      de: "Der nächste Versuch für „{name}“ ist in {seconds} Sekunden. {reason}",
    },
    action: { en: "Nothing; it is tried again by itself.", de: "Nichts; es wird von selbst erneut versucht." },
  },
  "grant-not-possible": {
    status: 409,
    title: { en: "This grant is not the configuration's", de: "Dieser Grant passt nicht zur Konfiguration" },
    detail: {
      en: "“{name}” uses {configured}; {asked} was asked for.",
      de: "„{name}“ verwendet {configured}; verlangt war {asked}.",
    },
    action: {
      en: "Ask for the grant that the configuration uses.",
      de: "Den Grant verlangen, den die Konfiguration verwendet.",
    },
  },
  "discovery-failed": {
    status: 422,
    title: { en: "The endpoints could not be read", de: "Die Endpunkte waren nicht zu ermitteln" },
    detail: { en: "{reason} Looked at: {url}", de: "{reason} Angesehen: {url}" },
    action: {
      en: "Check the address, or enter the endpoints by hand.",
      de: "Die Adresse prüfen oder die Endpunkte von Hand eingeben.",
    },
  },
} as const satisfies Record<string, ProblemEntry>;
