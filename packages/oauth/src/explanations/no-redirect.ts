import type { Explanation } from "./standard.ts";

/** What goes wrong where no browser comes back: on other devices, with service accounts, in exchanges of tokens, in renewals. */
export const noRedirectExplanations = {
  "assertion-refused": {
    title: {
      en: "The provider refuses what the service account signs.",
      de: "Der Anbieter weist zurück, was das Dienstkonto unterschreibt.",
    },
    action: {
      en: "Does the key still exist there? Is the account it acts for one of the domain, and not suspended? Is this machine's clock right (grantry doctor)?",
      de: "Gibt es den Schlüssel dort noch? Gehört das Konto, für das es handelt, zur Domain und ist nicht gesperrt? Geht die Uhr dieses Rechners richtig (grantry doctor)?",
    },
  },
  "delegation-missing": {
    title: {
      en: "The service account may not act for this account with this scope.",
      de: "Das Dienstkonto darf mit diesem Scope nicht für dieses Konto handeln.",
    },
    action: {
      en: "Google Admin console: Security › API controls › Domain-wide delegation. Enter the numeric client ID and exactly the scope of the configuration.",
      de: "Google Admin console: Security › API controls › Domain-wide delegation. Die numerische Client-ID und genau den Scope der Konfiguration eintragen.",
    },
  },
  "no-device-url": {
    title: {
      en: "The configuration does not say where a device authorization begins.",
      de: "Die Konfiguration sagt nicht, wo eine Geräteautorisierung beginnt.",
    },
    action: {
      en: "Enter the device authorization URL, or have the endpoints filled in from the provider.",
      de: "Die URL der Geräteautorisierung eintragen oder die Endpunkte vom Anbieter übernehmen.",
    },
  },
  "device-answer-unusable": {
    title: {
      en: "The provider's answer has no code that could be shown.",
      de: "Die Antwort des Anbieters enthält keinen Code, der sich zeigen ließe.",
    },
    action: {
      en: "Check the device authorization URL: something else answers there.",
      de: "Die URL der Geräteautorisierung prüfen: dort antwortet etwas anderes.",
    },
  },
  "device-code-expired": {
    title: { en: "The code was not entered in time.", de: "Der Code wurde nicht rechtzeitig eingegeben." },
    action: { en: "Start again; a new code is given.", de: "Neu beginnen; es gibt einen neuen Code." },
  },
  "device-code-gone": {
    title: {
      en: "The provider no longer knows this code.",
      de: "Der Anbieter kennt diesen Code nicht mehr.",
    },
    action: {
      en: "It was used elsewhere, withdrawn, or belongs to another client. Start again; a new code is given.",
      de: "Er wurde anderswo verwendet, zurückgezogen oder gehört zu einem anderen Client. Neu beginnen; es gibt einen neuen Code.",
    },
  },
  "subject-missing": {
    title: {
      en: "The configuration whose token is exchanged for this one's, “{subject}”, does not exist.",
      de: "Die Konfiguration, deren Token gegen dieses getauscht wird, „{subject}“, gibt es nicht.",
    },
    action: {
      en: "Name another one in this configuration, or add that one.",
      de: "In dieser Konfiguration eine andere nennen oder jene anlegen.",
    },
  },
  "subject-cycle": {
    title: {
      en: "“{subject}”, whose token is exchanged for this one's, gets its own from this configuration.",
      de: "„{subject}“, deren Token gegen dieses getauscht wird, bekommt ihres von dieser Konfiguration.",
    },
    action: {
      en: "Name another configuration in one of the two.",
      de: "In einer der beiden eine andere Konfiguration nennen.",
    },
  },
  "subject-elsewhere": {
    title: {
      en: "The token of “{subject}”, which is exchanged for this one, is from another origin than this token URL's.",
      de: "Das Token von „{subject}“, das gegen dieses getauscht wird, kommt von einem anderen Ursprung als dem dieser Token-URL.",
    },
    action: {
      en: "Tokens are never sent to another origin. Name a configuration of the same provider.",
      de: "Token werden nie an einen anderen Ursprung gesendet. Eine Konfiguration desselben Anbieters nennen.",
    },
  },
  "subject-token-missing": {
    title: {
      en: "The token that is exchanged for this one, that of “{subject}”, is not to be had.",
      de: "Das Token, das gegen dieses getauscht wird, das von „{subject}“, ist nicht zu bekommen.",
    },
    action: {
      en: "See what “{subject}” needs. Then this one is tried again by itself, or at once by a request by hand.",
      de: "Nachsehen, was „{subject}“ braucht. Dann wird dieses von selbst wieder versucht, oder sofort durch eine Anforderung von Hand.",
    },
  },
  "subject-token-refused": {
    title: {
      en: "The provider does not take the token that is exchanged for this one.",
      de: "Der Anbieter nimmt das Token nicht an, das gegen dieses getauscht wird.",
    },
    action: {
      en: "Is it a token of this very provider? May this client exchange tokens that another one got? It is tried again with the next token of that configuration.",
      de: "Ist es ein Token eben dieses Anbieters? Darf dieser Client Token tauschen, die ein anderer bekam? Mit dem nächsten Token jener Konfiguration wird es wieder versucht.",
    },
  },
  "issued-token-type": {
    title: {
      en: "The provider gave something else in exchange than an access token: {type}.",
      de: "Der Anbieter gab im Tausch etwas anderes als ein Access-Token: {type}.",
    },
    action: {
      en: "Set requested_token_type to urn:ietf:params:oauth:token-type:access_token among the request's parameters.",
      de: "Unter den Parametern der Anfrage requested_token_type auf urn:ietf:params:oauth:token-type:access_token setzen.",
    },
  },
  "other-resource": {
    title: {
      en: "The provider gave a token for another service.",
      de: "Der Anbieter gab ein Token für einen anderen Dienst.",
    },
    action: {
      en: "Compare the scope with the template's: all of it must be of one service. Then authorize again.",
      de: "Den Scope mit dem der Vorlage vergleichen: Er muss ganz zu einem Dienst gehören. Danach erneut autorisieren.",
    },
  },
} as const satisfies Record<string, Explanation>;
