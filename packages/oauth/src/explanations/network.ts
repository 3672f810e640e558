import type { Explanation } from "./standard.ts";

/** What happens on the way to a provider, and answers that are none. */
export const networkExplanations = {
  "provider-busy": {
    title: { en: "The provider is busy or out of order.", de: "Der Anbieter ist überlastet oder gestört." },
    action: { en: "Nothing; it is tried again by itself.", de: "Nichts; es wird von selbst erneut versucht." },
  },
  timeout: {
    title: { en: "{host} did not answer in time.", de: "{host} hat nicht rechtzeitig geantwortet." },
    action: {
      en: "It is tried again by itself. If it stays, check the network and the proxy.",
      de: "Es wird von selbst erneut versucht. Bleibt es dabei, Netz und Proxy prüfen.",
    },
  },
  "host-unknown": {
    title: { en: "The host name {host} is not known.", de: "Der Hostname {host} ist nicht bekannt." },
    action: {
      en: "Check the spelling of the URLs and this machine's name service.",
      de: "Die Schreibweise der URLs und den Namensdienst dieses Rechners prüfen.",
    },
  },
  "connection-refused": {
    title: { en: "{host} refuses connections.", de: "{host} weist Verbindungen ab." },
    action: {
      en: "Check host and port of the token URL, and whether a firewall stands in between.",
      de: "Host und Port der Token-URL prüfen und ob eine Firewall dazwischen steht.",
    },
  },
  "connection-lost": {
    title: { en: "{host} broke the connection off.", de: "{host} hat die Verbindung abgebrochen." },
    action: {
      en: "It is tried again by itself. If it stays, check the proxy.",
      de: "Es wird von selbst erneut versucht. Bleibt es dabei, den Proxy prüfen.",
    },
  },
  unreachable: {
    title: { en: "{host} cannot be reached.", de: "{host} ist nicht erreichbar." },
    action: {
      en: "It is tried again by itself. If it stays, check the URL, the network and the proxy.",
      de: "Es wird von selbst erneut versucht. Bleibt es dabei, URL, Netz und Proxy prüfen.",
    },
  },
  "tls-failed": {
    title: { en: "No secure connection to {host}.", de: "Keine sichere Verbindung zu {host}." },
    action: {
      en: "Check the certificate there; a private CA is made known with NODE_EXTRA_CA_CERTS.",
      de: "Das Zertifikat dort prüfen; eine eigene CA wird mit NODE_EXTRA_CA_CERTS bekannt gemacht.",
    },
  },
  "blocked-address": {
    title: { en: "{host} may not be called from here.", de: "{host} darf von hier nicht aufgerufen werden." },
    action: {
      en: "It is in a private network or not https. If that is meant, list it in the setting Egress::AllowedPrivateHosts.",
      de: "Er liegt in einem privaten Netz oder ist nicht https. Ist das gewollt, ihn in Egress::AllowedPrivateHosts aufnehmen.",
    },
  },
  "no-token-url": {
    title: {
      en: "The configuration has no usable token URL for this request.",
      de: "Die Konfiguration hat keine brauchbare Token-URL für diese Anfrage.",
    },
    action: { en: "Enter the token URL.", de: "Die Token-URL eintragen." },
  },
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
  "no-client-key": {
    title: {
      en: "The app proves itself with a key, and there is none.",
      de: "Die App weist sich mit einem Schlüssel aus, und es gibt keinen.",
    },
    action: {
      en: "Add a key under App registrations, or choose another client authentication.",
      de: "Unter App-Registrierungen einen Schlüssel hinzufügen oder eine andere Client-Authentifizierung wählen.",
    },
  },
  "token-url-wrong": {
    title: {
      en: "There is no token endpoint at this address of {host}.",
      de: "Unter dieser Adresse von {host} gibt es keinen Token-Endpunkt.",
    },
    action: { en: "Check the token URL, letter by letter.", de: "Die Token-URL Zeichen für Zeichen prüfen." },
  },
  redirected: {
    title: { en: "The token URL leads elsewhere.", de: "Die Token-URL leitet weiter." },
    action: {
      en: "Enter the final address as token URL; secrets are not sent along a redirect.",
      de: "Die endgültige Adresse als Token-URL eintragen; Secrets werden einer Weiterleitung nicht hinterhergesendet.",
    },
  },
  "not-the-provider": {
    title: {
      en: "The answer from {host} is a web page, not the provider's.",
      de: "Die Antwort von {host} ist eine Webseite, nicht die des Anbieters.",
    },
    action: {
      en: "A proxy or sign-in page may stand in between. It is tried again by itself; check the token URL.",
      de: "Vielleicht steht ein Proxy oder eine Anmeldeseite dazwischen. Es wird von selbst erneut versucht; die Token-URL prüfen.",
    },
  },
  "answer-empty": {
    title: { en: "The answer from {host} is empty.", de: "Die Antwort von {host} ist leer." },
    action: {
      en: "It is tried again by itself. If it stays, check the token URL.",
      de: "Es wird von selbst erneut versucht. Bleibt es dabei, die Token-URL prüfen.",
    },
  },
  "answer-too-large": {
    title: {
      en: "The answer from {host} is far too large for a token.",
      de: "Die Antwort von {host} ist viel zu groß für ein Token.",
    },
    action: {
      en: "It is tried again by itself. If it stays, check the token URL.",
      de: "Es wird von selbst erneut versucht. Bleibt es dabei, die Token-URL prüfen.",
    },
  },
  "answer-unreadable": {
    title: { en: "The answer from {host} cannot be read.", de: "Die Antwort von {host} ist nicht lesbar." },
    action: {
      en: "It is tried again by itself. If it stays, check the token URL.",
      de: "Es wird von selbst erneut versucht. Bleibt es dabei, die Token-URL prüfen.",
    },
  },
  "no-access-token": {
    title: {
      en: "The answer from {host} has no access token.",
      de: "Die Antwort von {host} enthält kein Access-Token.",
    },
    action: {
      en: "Check the token URL and the response mapping.",
      de: "Die Token-URL und die Zuordnung der Antwort prüfen.",
    },
  },
  "token-type": {
    title: { en: "The provider gave a token of the type {type}.", de: "Der Anbieter gab ein Token vom Typ {type}." },
    action: {
      en: "Only bearer tokens can be used; change it at the provider.",
      de: "Nur Bearer-Tokens sind verwendbar; beim Anbieter ändern.",
    },
  },
} as const satisfies Record<string, Explanation>;
