import type { MailExplanation } from "./words.ts";

/** What happens on the way to a mail server. */
export const networkWords = {
  timeout: {
    title: { en: "{host} did not answer in time.", de: "{host} hat nicht rechtzeitig geantwortet." },
    action: {
      en: "It is tried again. If it stays, check the port: a TLS port says nothing to who speaks plain, and the other way round.",
      de: "Es wird erneut versucht. Bleibt es dabei, den Port prüfen: Ein TLS-Port sagt nichts, wenn man unverschlüsselt spricht, und umgekehrt.",
    },
  },
  "host-unknown": {
    title: { en: "The host name {host} is not known.", de: "Der Hostname {host} ist nicht bekannt." },
    action: {
      en: "Check the spelling, and this machine's name service.",
      de: "Die Schreibweise und den Namensdienst dieses Rechners prüfen.",
    },
  },
  "connection-refused": {
    title: { en: "{host} refuses connections on this port.", de: "{host} weist Verbindungen auf diesem Port ab." },
    action: {
      en: "Check type and port, and whether a firewall stands in between.",
      de: "Typ und Port prüfen und ob eine Firewall dazwischen steht.",
    },
  },
  "connection-lost": {
    title: { en: "{host} broke the connection off.", de: "{host} hat die Verbindung abgebrochen." },
    action: {
      en: "Nothing was lost: what was fetched is stored, the rest is still there. It is tried again.",
      de: "Nichts ging verloren: Abgeholtes ist gespeichert, der Rest liegt noch dort. Es wird erneut versucht.",
    },
  },
  unreachable: {
    title: { en: "{host} cannot be reached.", de: "{host} ist nicht erreichbar." },
    action: {
      en: "It is tried again. If it stays, check host, port and network.",
      de: "Es wird erneut versucht. Bleibt es dabei, Host, Port und Netz prüfen.",
    },
  },
  "blocked-address": {
    title: { en: "{host} may not be called from here.", de: "{host} darf von hier nicht angesprochen werden." },
    action: {
      en: "It is in a private network. If that is meant, list it in the setting Egress::AllowedPrivateHosts.",
      de: "Er liegt in einem privaten Netz. Ist das gewollt, ihn in die Einstellung Egress::AllowedPrivateHosts aufnehmen.",
    },
  },
  "tls-failed": {
    title: { en: "No secure connection to {host}.", de: "Keine sichere Verbindung zu {host}." },
    action: {
      en: "Does the type fit the port (TLS: 993, 995; STARTTLS: 143, 110, 587)? Check the certificate there; a private CA is made known with NODE_EXTRA_CA_CERTS.",
      de: "Passt der Typ zum Port (TLS: 993, 995; STARTTLS: 143, 110, 587)? Das Zertifikat dort prüfen; eine eigene CA wird mit NODE_EXTRA_CA_CERTS bekannt gemacht.",
    },
  },
  "starttls-missing": {
    title: { en: "{host} offers no STARTTLS on this port.", de: "{host} bietet auf diesem Port kein STARTTLS an." },
    action: {
      en: "Choose the type with TLS from the start (IMAPS, POP3S).",
      de: "Den Typ mit TLS von Anfang an wählen (IMAPS, POP3S).",
    },
  },
  "starttls-injection": {
    title: {
      en: "Something was slipped in before the connection to {host} was secure.",
      de: "Vor der Absicherung der Verbindung zu {host} wurde etwas eingeschleust.",
    },
    action: {
      en: "Nothing was sent. Choose the type with TLS from the start, and have the network looked at.",
      de: "Es wurde nichts gesendet. Den Typ mit TLS von Anfang an wählen und das Netz untersuchen lassen.",
    },
  },
  "plain-text-refused": {
    title: {
      en: "A sign-in without TLS is not sent to {host}: anyone on the way could read it.",
      de: "An {host} wird keine Anmeldung ohne TLS gesendet: Unterwegs könnte sie jeder lesen.",
    },
    action: {
      en: "Choose a type with TLS or STARTTLS. For a host in your own network, list it in Egress::AllowedPrivateHosts.",
      de: "Einen Typ mit TLS oder STARTTLS wählen. Einen Host im eigenen Netz in Egress::AllowedPrivateHosts aufnehmen.",
    },
  },
  "starttls-not-here": {
    title: {
      en: "STARTTLS is not possible where Grantry runs here.",
      de: "STARTTLS ist dort, wo Grantry hier läuft, nicht möglich.",
    },
    action: {
      en: "Choose the type with TLS from the start (IMAPS, POP3S).",
      de: "Den Typ mit TLS von Anfang an wählen (IMAPS, POP3S).",
    },
  },
  "not-understood": {
    title: { en: "{host} does not speak this protocol.", de: "{host} spricht dieses Protokoll nicht." },
    action: {
      en: "Check type and port; the server's words are below.",
      de: "Typ und Port prüfen; die Worte des Servers stehen darunter.",
    },
  },
} as const satisfies Record<string, MailExplanation>;
