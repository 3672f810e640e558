import type { core } from "zod";
import { jsonPointer } from "./json-pointer.ts";
import type { Language, WordParameters, Words } from "./language.ts";
import { say } from "./language.ts";

/**
 * What is wrong with a value and what it takes. A contract names one of these as its message; the API and the forms
 * put it into the reader's words with {@link inputMessage}.
 */
export const inputMessages = {
  required: { en: "This is needed.", de: "Diese Angabe wird gebraucht." },
  "too-long": { en: "At most {maximum} characters.", de: "Höchstens {maximum} Zeichen." },
  "too-short": { en: "At least {minimum} characters.", de: "Mindestens {minimum} Zeichen." },
  "too-large": { en: "At most {maximum}.", de: "Höchstens {maximum}." },
  "too-small": { en: "At least {minimum}.", de: "Mindestens {minimum}." },
  "wrong-type": { en: "Takes a {expected}.", de: "Erwartet wird: {expected}." },
  "not-text": { en: "Takes a text.", de: "Erwartet wird ein Text." },
  "not-a-number": { en: "Takes a number.", de: "Erwartet wird eine Zahl." },
  "not-a-whole-number": { en: "Takes a whole number.", de: "Erwartet wird eine ganze Zahl." },
  "not-a-boolean": { en: "Takes true or false.", de: "Erwartet wird true oder false." },
  "not-a-list": { en: "Takes a list.", de: "Erwartet wird eine Liste." },
  "not-an-object": { en: "Takes names with values.", de: "Erwartet werden Namen mit Werten." },
  "not-listed": { en: "Takes one of: {values}.", de: "Möglich sind: {values}." },
  "unknown-member": {
    en: "There is no member “{name}” here.",
    de: "Ein Feld „{name}“ gibt es hier nicht.",
  },
  "not-a-token": {
    en: "Takes a token as the provider gave it: one line, no spaces.",
    de: "Erwartet wird ein Token, wie der Anbieter es gab: eine Zeile, keine Leerzeichen.",
  },
  "not-a-url": {
    en: "Takes an absolute URL such as https://login.example.com/token.",
    de: "Erwartet wird eine vollständige URL wie https://login.example.com/token.",
  },
  "url-with-fragment": { en: "A URL with “#…” cannot be used here.", de: "Eine URL mit „#…“ geht hier nicht." },
  "url-with-credentials": {
    en: "Leave user name and password out of the URL.",
    de: "Benutzername und Passwort gehören nicht in die URL.",
  },
  "not-https": {
    en: "Takes https. Plain http is possible on this machine alone, or for hosts listed in Egress::AllowedPrivateHosts.",
    de: "Braucht https. Einfaches http geht nur auf diesem Rechner oder für Hosts aus Egress::AllowedPrivateHosts.",
  },
  "private-address": {
    en: "{host} is in a private network. List it in the setting Egress::AllowedPrivateHosts to allow it.",
    de: "{host} liegt in einem privaten Netz. Zum Erlauben in die Einstellung Egress::AllowedPrivateHosts aufnehmen.",
  },
  "refresh-elsewhere": {
    en: "Must be at {origin}, as the token URL is: secret and refresh token are never sent to another origin.",
    de: "Muss wie die Token-URL bei {origin} liegen: Secret und Refresh-Token werden nie an einen anderen Ursprung gesendet.",
  },
  "subject-unknown": {
    en: "There is no configuration “{name}”.",
    de: "Es gibt keine Konfiguration „{name}“.",
  },
  "subject-elsewhere": {
    en: "The token of “{name}” is from {origin}, where this token URL is not: tokens are never sent to another origin.",
    de: "Das Token von „{name}“ kommt von {origin}, diese Token-URL liegt woanders: Token werden nie an einen anderen Ursprung gesendet.",
  },
  "subject-cycle": {
    en: "“{name}” itself gets its token from this configuration's.",
    de: "„{name}“ bekommt sein Token selbst aus dem dieser Konfiguration.",
  },
  "not-a-scope": {
    en: "Scopes are separated by single spaces and hold no quotes or backslashes.",
    de: "Scopes werden durch einzelne Leerzeichen getrennt und enthalten keine Anführungszeichen oder Backslashes.",
  },
  "not-an-email": { en: "Takes an e-mail address.", de: "Erwartet wird eine E-Mail-Adresse." },
  "not-a-uuid": {
    en: "Takes a UUID such as 0198c0de-7a51-7cc2-9b3e-1f0d5a6b7c8d.",
    de: "Erwartet wird eine UUID wie 0198c0de-7a51-7cc2-9b3e-1f0d5a6b7c8d.",
  },
  "not-a-time": {
    en: "Takes a time as in 2027-01-17T00:00:00Z.",
    de: "Erwartet wird ein Zeitpunkt wie 2027-01-17T00:00:00Z.",
  },
  "not-a-time-zone": {
    en: "Takes the name of a time zone, such as Europe/Berlin or UTC.",
    de: "Erwartet wird der Name einer Zeitzone wie Europe/Berlin oder UTC.",
  },
  "not-a-host": {
    en: "Takes a host name, with a port if needed: desk.example.com or desk.example.com:8443.",
    de: "Erwartet wird ein Hostname, bei Bedarf mit Port: desk.example.com oder desk.example.com:8443.",
  },
  "not-a-host-name": {
    en: "Takes a host name without a port: imap.example.com.",
    de: "Erwartet wird ein Hostname ohne Port: imap.example.com.",
  },
  "token-only": {
    en: "This type signs in by token alone.",
    de: "Dieser Typ meldet sich nur mit Token an.",
  },
  "not-a-webhook-secret": {
    en: "Takes whsec_ and at least 24 bytes as base64.",
    de: "Erwartet wird whsec_ und mindestens 24 Bytes als Base64.",
  },
  "webhook-secret-needed": {
    en: "The stored secret belongs to another address. Enter the one for this address.",
    de: "Das gespeicherte Secret gehört zu einer anderen Adresse. Das für diese Adresse eingeben.",
  },
  "token-config-unknown": {
    en: "There is no valid token configuration “{name}”.",
    de: "Eine gültige Token-Konfiguration „{name}“ gibt es nicht.",
  },
  "mail-account-unknown": {
    en: "There is no mail account “{name}”.",
    de: "Ein Mailkonto „{name}“ gibt es nicht.",
  },
  "mail-account-sends-nothing": {
    en: "“{name}” sends nothing: it has no SMTP host, or its login is no address.",
    de: "„{name}“ sendet nichts: Es hat keinen SMTP-Host, oder sein Login ist keine Adresse.",
  },
  "not-a-path": {
    en: "Takes a path without a leading slash, made of letters, digits and - . _ ~ / characters.",
    de: "Erwartet wird ein Pfad ohne führenden Schrägstrich aus Buchstaben, Ziffern und den Zeichen - . _ ~ /.",
  },
  "path-without-slash": { en: "Ends with a slash, or is empty.", de: "Endet mit einem Schrägstrich oder ist leer." },
  "not-an-allowed-host": {
    en: "Takes host, host:port or http://host:port.",
    de: "Erwartet wird Host, Host:Port oder http://Host:Port.",
  },
  "name-taken": {
    en: "Another configuration has this name.",
    de: "Eine andere Konfiguration heißt bereits so.",
  },
  "control-characters": { en: "Holds characters that cannot be shown.", de: "Enthält nicht darstellbare Zeichen." },
  "template-fixed": {
    en: "The template of a saved configuration cannot change.",
    de: "Die Vorlage einer gespeicherten Konfiguration steht fest.",
  },
  "template-unknown": { en: "There is no template “{name}”.", de: "Eine Vorlage „{name}“ gibt es nicht." },
  "grant-of-template": {
    en: "This template uses the grant {grant}.",
    de: "Diese Vorlage verwendet den Grant {grant}.",
  },
  "grant-fixed": {
    en: "The configuration of this name uses the grant {grant}, which cannot change.",
    de: "Die Konfiguration dieses Namens verwendet den Grant {grant}; er steht fest.",
  },
  "name-twice": {
    en: "An entry before this one has the same name.",
    de: "Ein Eintrag davor hat denselben Namen.",
  },
  "not-a-header-name": {
    en: "Takes the name of a header, such as X-Api-Version: letters, digits and - only.",
    de: "Erwartet wird der Name eines Headers wie X-Api-Version: nur Buchstaben, Ziffern und -.",
  },
  "not-a-header-value": {
    en: "A header holds one line of plain ASCII; line breaks end it.",
    de: "Ein Header enthält eine Zeile einfaches ASCII; Zeilenumbrüche würden ihn beenden.",
  },
  "header-twice": { en: "This header stands twice.", de: "Dieser Header steht zweimal." },
  "no-colon": {
    en: "A user name of Basic holds no colon.",
    de: "Ein Benutzername für Basic enthält keinen Doppelpunkt.",
  },
  "not-a-pem": {
    en: "Takes certificates as text (PEM): -----BEGIN CERTIFICATE----- … -----END CERTIFICATE-----.",
    de: "Erwartet werden Zertifikate als Text (PEM): -----BEGIN CERTIFICATE----- … -----END CERTIFICATE-----.",
  },
  "not-an-invoker-path": {
    en: "Takes a path below the endpoint such as /tickets/:id, without spaces, ?, # or “..”.",
    de: "Erwartet wird ein Pfad unter dem Endpunkt wie /tickets/:id, ohne Leerzeichen, ?, # oder „..“.",
  },
  "not-a-soap-action": {
    en: "Takes the action's URI in plain ASCII, without quotes.",
    de: "Erwartet wird die URI der Action in einfachem ASCII, ohne Anführungszeichen.",
  },
  "invalid-value": { en: "This value cannot be used: {reason}", de: "Dieser Wert ist nicht verwendbar: {reason}" },
} as const satisfies Record<string, Words>;

export type InputMessage = keyof typeof inputMessages;

/** One complaint about input: where (JSON Pointer, RFC 6901) and what. */
export interface InputError {
  readonly pointer: string;
  readonly message: InputMessage | Words;
  readonly parameters?: WordParameters;
}

export function isInputMessage(text: string): text is InputMessage {
  return Object.hasOwn(inputMessages, text);
}

/** One complaint in the reader's words. */
export function sayInputError(error: InputError, language: Language): string {
  const words = typeof error.message === "string" ? inputMessages[error.message] : error.message;
  return say(words, language, error.parameters);
}

/**
 * zod's complaints as ours: the contract's own message where it names one, else what the kind of complaint says.
 * @param input what was checked: zod's complaints do not tell what is missing from what is of another type
 */
export function inputErrorsOf(issues: readonly core.$ZodIssue[], input: unknown): InputError[] {
  return issues.flatMap((issue): InputError[] => {
    const pointer = jsonPointer(issue.path);
    const parameters = parametersOf(issue);
    if (isInputMessage(issue.message)) return [{ pointer, message: issue.message, parameters }];
    switch (issue.code) {
      case "unrecognized_keys":
        return issue.keys.map((name) => ({
          pointer: `${pointer}${jsonPointer([name])}`,
          message: "unknown-member",
          parameters: { name },
        }));
      case "invalid_type":
        return [{ pointer, message: isThere(input, issue.path) ? wrongType(issue.expected) : "required", parameters }];
      case "invalid_value":
        return [{ pointer, message: "not-listed", parameters }];
      case "too_small":
        return [{ pointer, message: issue.origin === "string" ? "too-short" : "too-small", parameters }];
      case "too_big":
        return [{ pointer, message: issue.origin === "string" ? "too-long" : "too-large", parameters }];
      default:
        return [{ pointer, message: "invalid-value", parameters: { reason: issue.message } }];
    }
  });
}

/** Whether anything stands at a place. */
function isThere(input: unknown, path: readonly PropertyKey[]): boolean {
  const found = path.reduce<unknown>(
    (value, name) => (typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined),
    input,
  );
  return found !== undefined && found !== null;
}

function wrongType(expected: string): InputMessage {
  switch (expected) {
    case "string":
      return "not-text";
    case "number":
      return "not-a-number";
    case "int":
      return "not-a-whole-number";
    case "boolean":
      return "not-a-boolean";
    case "array":
      return "not-a-list";
    case "object":
    case "record":
      return "not-an-object";
    default:
      return "wrong-type";
  }
}

function parametersOf(issue: core.$ZodIssue): WordParameters {
  switch (issue.code) {
    case "too_small":
      return { minimum: String(issue.minimum) };
    case "too_big":
      return { maximum: String(issue.maximum) };
    case "invalid_type":
      return { expected: issue.expected };
    case "invalid_value":
      return { values: issue.values.map(String).filter(Boolean).join(", ") };
    default:
      return {};
  }
}
