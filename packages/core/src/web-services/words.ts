import type { Words } from "@grantry/schema";

/** What is wrong with a web service, an invoker or its data, and what it takes. */
export const inputWords = {
  "header-not-settable": {
    en: "The header {name} is made by the request itself.",
    de: "Den Header {name} setzt die Anfrage selbst.",
  },
  "token-place-missing": {
    en: "No header holds <OTRS_OAUTH2_TOKEN> or {accessToken}: the token would never be sent.",
    de: "Kein Header enthält <OTRS_OAUTH2_TOKEN> oder {accessToken}: das Token würde nie gesendet.",
  },
  "token-place-without-token": {
    en: "There is no token to put here: the authentication is not a token configuration.",
    de: "Hier gibt es kein Token einzusetzen: die Authentifizierung ist keine Token-Konfiguration.",
  },
  "no-such-token-config": {
    en: "There is no token configuration “{name}”.",
    de: "Eine Token-Konfiguration „{name}“ gibt es nicht.",
  },
  "template-unclosed-place": {
    en: "“{{” at line {line} has no “}}”.",
    de: "„{{“ in Zeile {line} hat kein „}}“.",
  },
  "template-unclosed-part": {
    en: "The part “{name}” that begins at line {line} has no end.",
    de: "Der Teil „{name}“ ab Zeile {line} hat kein Ende.",
  },
  "template-stray-end": {
    en: "The end of “{name}” at line {line} has no beginning before it.",
    de: "Zum Ende von „{name}“ in Zeile {line} fehlt der Anfang davor.",
  },
  "template-no-name": {
    en: "“{name}” at line {line} is no name; it takes letters, digits, _ and dots.",
    de: "„{name}“ in Zeile {line} ist kein Name; möglich sind Buchstaben, Ziffern, _ und Punkte.",
  },
  "template-not-json": {
    en: "The template is not JSON: {reason}. Places stand in quotes; a place alone keeps its type.",
    de: "Die Vorlage ist kein JSON: {reason}. Platzhalter stehen in Anführungszeichen; allein behalten sie ihren Typ.",
  },
  "template-not-xml": {
    en: "The template is not XML: {reason}",
    de: "Die Vorlage ist kein XML: {reason}",
  },
  "body-of-safe-method": {
    en: "{method} sends no body.",
    de: "{method} sendet keinen Body.",
  },
  "soap-needs-xml": {
    en: "A SOAP call takes an XML body: what stands inside <Body>.",
    de: "Ein SOAP-Aufruf braucht einen XML-Body: den Inhalt von <Body>.",
  },
  "data-missing": {
    en: "The path needs a value for “{name}”.",
    de: "Der Pfad braucht einen Wert für „{name}“.",
  },
  "data-leads-out": {
    en: "The value of “{name}” is a way up; a path takes none.",
    de: "Der Wert von „{name}“ führt nach oben; das darf ein Pfad nicht.",
  },
  "data-too-deep": {
    en: "The data is nested more deeply than any service takes.",
    de: "Die Daten sind tiefer verschachtelt, als ein Dienst sie nimmt.",
  },
} as const satisfies Record<string, Words>;
