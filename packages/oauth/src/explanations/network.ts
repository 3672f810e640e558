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
