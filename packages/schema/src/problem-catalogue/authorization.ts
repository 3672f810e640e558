import type { ProblemEntry } from "../problem-entry.ts";

/** Asking a person for consent, here or on another device. */
export const authorizationProblems = {
  "https-needed": {
    status: 409,
    title: {
      en: "This provider needs an https redirect URI",
      de: "Dieser Anbieter braucht eine Redirect-URI mit https",
    },
    detail: {
      en: "HttpType is http, and {host} is not on this machine.",
      de: "HttpType ist http, und {host} läuft nicht auf diesem Rechner.",
    },
    action: {
      en: "Serve Grantry by https and set HttpType to https.",
      de: "Grantry über https anbieten und HttpType auf https setzen.",
    },
  },
  "fqdn-needed": {
    status: 409,
    title: { en: "Grantry does not know its own address", de: "Grantry kennt die eigene Adresse nicht" },
    detail: {
      en: "The redirect URI cannot be made without the setting FQDN.",
      de: "Ohne die Einstellung FQDN gibt es keine Redirect-URI.",
    },
    action: {
      en: "Set FQDN, for example: grantry setting set FQDN desk.example.com",
      de: "FQDN setzen, zum Beispiel: grantry setting set FQDN desk.example.com",
    },
  },
  "grant-has-no-device-authorization": {
    status: 409,
    title: { en: "No device can be authorized here", de: "Hier lässt sich kein Gerät autorisieren" },
    detail: {
      en: "“{name}” has no device authorization URL, or nobody signs in for its grant.",
      de: "„{name}“ hat keine URL der Geräteautorisierung, oder für ihren Grant meldet sich niemand an.",
    },
    action: {
      en: "Enter the URL under the endpoints, or use “Authorize”.",
      de: "Die URL bei den Endpunkten eintragen oder „Autorisieren“ verwenden.",
    },
  },
  "device-authorization-not-found": {
    status: 404,
    title: { en: "There is no such device authorization", de: "Diese Geräteautorisierung gibt es nicht" },
    detail: {
      en: "None of this configuration has the id “{name}”. They are remembered for a day.",
      de: "Keine dieser Konfiguration hat die Id „{name}“. Sie werden einen Tag gemerkt.",
    },
    action: { en: "Start a new one.", de: "Eine neue beginnen." },
  },
  "grant-has-no-authorization": {
    status: 409,
    title: { en: "This grant needs no redirect", de: "Dieser Grant braucht keinen Redirect" },
    detail: { en: "“{name}” uses {grant}.", de: "„{name}“ verwendet {grant}." },
    action: {
      en: "Use “Request new token” instead; with device_code, authorize on another device.",
      de: "Stattdessen „Neues Token anfordern“ verwenden; bei device_code auf einem anderen Gerät autorisieren.",
    },
  },
} as const satisfies Record<string, ProblemEntry>;
