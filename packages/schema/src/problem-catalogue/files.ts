import type { ProblemEntry } from "../problem-entry.ts";

/** Files that are brought in, and passwords asked again for what is taken out. */
export const fileProblems = {
  "file-refused": {
    status: 422,
    title: { en: "The file cannot be read", de: "Die Datei ist nicht lesbar" },
    detail: { en: "{place}{fault}", de: "{place}{fault}" },
    action: {
      en: "Mend the file there and import it again. Nothing was imported.",
      de: "Die Datei dort berichtigen und erneut importieren. Nichts wurde importiert.",
    },
  },
  "import-not-found": {
    status: 404,
    title: { en: "There is no such import", de: "Diesen Import gibt es nicht" },
    detail: {
      en: "You have no import with the id “{id}”. Reports are kept for seven days.",
      de: "Sie haben keinen Import mit der Id „{id}“. Berichte bleiben sieben Tage.",
    },
    action: { en: "Look into the list of your imports.", de: "In der Liste Ihrer Importe nachsehen." },
  },
  "entry-refused": {
    status: 422,
    title: { en: "This entry cannot be imported", de: "Dieser Eintrag kann nicht importiert werden" },
    detail: { en: "{complaints}", de: "{complaints}" },
    action: {
      en: "Mend the entry in the file, or leave it out.",
      de: "Den Eintrag in der Datei berichtigen oder auslassen.",
    },
  },
  "import-refused": {
    status: 422,
    title: { en: "The file was not imported", de: "Die Datei wurde nicht importiert" },
    detail: {
      en: "Entries refused: {refused} of {all}. Nothing was changed.",
      de: "Abgelehnte Einträge: {refused} von {all}. Nichts wurde geändert.",
    },
    action: {
      en: "Mend the entries that the report names, or import with “leave out what is refused”.",
      de: "Die im Bericht genannten Einträge berichtigen oder mit „Abgelehntes auslassen“ importieren.",
    },
  },
  "template-refused": {
    status: 422,
    title: { en: "No template can be made from this file", de: "Aus dieser Datei lässt sich keine Vorlage machen" },
    detail: { en: "{complaints}", de: "{complaints}" },
    action: {
      en: "Bring a document in the format of Znuny's files: a Name and a Config with its Requests.",
      de: "Ein Dokument im Format von Znunys Dateien bringen: ein Name und eine Config mit ihren Requests.",
    },
  },
  "template-name-taken": {
    status: 422,
    title: { en: "There is a template of this name", de: "Eine Vorlage dieses Namens gibt es schon" },
    detail: { en: "A template “{name}” was made before.", de: "Eine Vorlage „{name}“ wurde bereits angelegt." },
    action: {
      en: "Remove it first, or change Name in the file.",
      de: "Sie zuerst entfernen oder Name in der Datei ändern.",
    },
  },
  "template-not-found": {
    status: 404,
    title: { en: "There is no such template", de: "Diese Vorlage gibt es nicht" },
    detail: {
      en: "No template made from a file has the id {name}.",
      de: "Keine Vorlage aus einer Datei hat die Id {name}.",
    },
    action: { en: "List the templates anew.", de: "Die Vorlagen neu auflisten." },
  },
  "token-list-refused": {
    status: 422,
    title: { en: "There is no token list in it", de: "Darin steht keine Token-Liste" },
    detail: {
      en: "No line of the form Token config 'Name' (valid, ID 1) was found.",
      de: "Eine Zeile der Form Token config 'Name' (valid, ID 1) wurde nicht gefunden.",
    },
    action: {
      en: "Bring the output of Admin::OAuth2TokenManagement::ListTokenInformation as it was printed.",
      de: "Die Ausgabe von Admin::OAuth2TokenManagement::ListTokenInformation unverändert verwenden.",
    },
  },
  "password-needed": {
    status: 403,
    title: { en: "Your password is needed for this", de: "Dafür wird Ihr Passwort gebraucht" },
    detail: {
      en: "An export with client secrets asks for the password of whoever makes it. None was given, or it is not right.",
      de: "Ein Export mit Client-Secrets fragt nach dem Passwort der Person. Es fehlte oder stimmt nicht.",
    },
    action: {
      en: "Enter your password, or export without secrets.",
      de: "Das eigene Passwort eingeben oder ohne Secrets exportieren.",
    },
  },
} as const satisfies Record<string, ProblemEntry>;
