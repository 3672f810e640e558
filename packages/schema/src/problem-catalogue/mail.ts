import type { ProblemEntry } from "../problem-entry.ts";

/** Mail accounts and messages. */
export const mailProblems = {
  "mail-account-not-found": {
    status: 404,
    title: { en: "There is no such mail account", de: "Dieses Mailkonto gibt es nicht" },
    detail: {
      en: "No mail account has the name or id “{name}”.",
      de: "Kein Mailkonto hat den Namen oder die Id „{name}“.",
    },
    action: { en: "grantry mail-account list shows all.", de: "grantry mail-account list zeigt alle." },
  },
  "mail-account-exists": {
    status: 409,
    title: { en: "The name is taken", de: "Der Name ist vergeben" },
    detail: { en: "There is a mail account “{name}”.", de: "Es gibt ein Mailkonto „{name}“." },
    action: { en: "Choose another name.", de: "Einen anderen Namen wählen." },
  },
  "mail-password-needed": {
    status: 422,
    title: { en: "The password is needed again", de: "Das Passwort wird noch einmal gebraucht" },
    detail: {
      en: "The host moves from {from} to {to}. The stored password belongs to the former and is never sent elsewhere.",
      de: "Der Host wechselt von {from} zu {to}. Das gespeicherte Passwort gehört zum ersten und wird nie woandershin gesendet.",
    },
    action: { en: "Enter the password.", de: "Das Passwort eingeben." },
  },
  "mail-account-not-in-use": {
    status: 409,
    title: { en: "The mail account is not in use", de: "Das Mailkonto ist nicht in Gebrauch" },
    detail: { en: "“{name}” is set to {validity}.", de: "„{name}“ steht auf {validity}." },
    action: { en: "Set its validity to valid.", de: "Die Gültigkeit auf gültig setzen." },
  },
  "mail-fetch-in-progress": {
    status: 409,
    title: { en: "It is being fetched already", de: "Es wird schon abgeholt" },
    detail: { en: "A fetch of “{name}” is under way.", de: "Eine Abholung von „{name}“ läuft." },
    action: { en: "Wait for its result.", de: "Das Ergebnis abwarten." },
  },
  "mail-account-sends-nothing": {
    status: 409,
    title: { en: "The mail account sends nothing", de: "Das Mailkonto sendet nichts" },
    detail: { en: "“{name}” has no host for sending.", de: "„{name}“ hat keinen Host zum Senden." },
    action: { en: "Enter one (SMTP host).", de: "Einen eintragen (SMTP-Host)." },
  },
  "mail-account-in-use": {
    status: 409,
    title: { en: "The mail account is in use", de: "Das Mailkonto wird verwendet" },
    detail: {
      en: "“{name}” is used by: {users}. Nothing was deleted.",
      de: "„{name}“ wird verwendet von: {users}. Nichts wurde gelöscht.",
    },
    action: {
      en: "Give them another mail account or remove them, then delete it.",
      de: "Ihnen ein anderes Mailkonto geben oder sie entfernen, dann löschen.",
    },
  },
  "mail-account-has-no-webhook": {
    status: 409,
    title: { en: "The mail account has no webhook", de: "Das Mailkonto hat keinen Webhook" },
    detail: {
      en: "Messages of “{name}” are kept for reading.",
      de: "Nachrichten von „{name}“ werden zum Lesen aufbewahrt.",
    },
    action: {
      en: "Read them at /messages, or enter a webhook.",
      de: "Unter /messages lesen oder einen Webhook eintragen.",
    },
  },
  "message-not-found": {
    status: 404,
    title: { en: "There is no such message", de: "Diese Nachricht gibt es nicht" },
    detail: { en: "No message has the id “{name}”.", de: "Keine Nachricht hat die Id „{name}“." },
    action: { en: "Read the list again.", de: "Die Liste neu lesen." },
  },
  "message-not-kept": {
    status: 409,
    title: { en: "The message is not kept here", de: "Die Nachricht liegt nicht hier" },
    detail: { en: "It is {state}.", de: "Ihr Stand: {state}." },
    action: {
      en: "Once delivered or acknowledged, only the fact is kept; what is left on the server is read there.",
      de: "Nach Zustellung oder Bestätigung bleibt nur der Vermerk; was auf dem Server blieb, wird dort gelesen.",
    },
  },
} as const satisfies Record<string, ProblemEntry>;
