import type { ProblemEntry } from "../problem-entry.ts";

/** What is wrong with a request, whatever it asks for. */
export const requestProblems = {
  "unreadable-request": {
    status: 400,
    title: { en: "The request cannot be read", de: "Die Anfrage ist nicht lesbar" },
    detail: { en: "{reason}", de: "{reason}" },
    action: {
      en: "Send a JSON body with Content-Type: application/json.",
      de: "JSON mit Content-Type: application/json senden.",
    },
  },
  "invalid-input": {
    status: 422,
    title: { en: "Some of the input cannot be used", de: "Ein Teil der Eingabe ist nicht verwendbar" },
    detail: {
      en: "Nothing was changed.",
      de: "Nichts wurde geändert.",
    },
    action: {
      en: "Mend the places named and send it again.",
      de: "Die genannten Stellen berichtigen und erneut senden.",
    },
  },
  "not-found": {
    status: 404,
    title: { en: "There is nothing here", de: "Hier ist nichts" },
    detail: { en: "{path} does not exist.", de: "{path} gibt es nicht." },
    action: { en: "The addresses are listed at /api/v1/docs.", de: "Die Adressen stehen unter /api/v1/docs." },
  },
  "method-not-allowed": {
    status: 405,
    title: { en: "This address takes another method", de: "Diese Adresse nimmt eine andere Methode" },
    detail: {
      en: "{method} is not possible here; possible: {allowed}.",
      de: "{method} geht hier nicht; möglich: {allowed}.",
    },
    action: { en: "See /api/v1/docs.", de: "Siehe /api/v1/docs." },
  },
  "request-too-large": {
    status: 413,
    title: { en: "The request is too large", de: "Die Anfrage ist zu groß" },
    detail: { en: "At most {maximum} are read.", de: "Höchstens {maximum} werden gelesen." },
    action: { en: "Send less at once.", de: "Weniger auf einmal senden." },
  },
  "if-match-needed": {
    status: 428,
    title: { en: "The version to change is missing", de: "Die zu ändernde Version fehlt" },
    detail: {
      en: "An update needs If-Match with the ETag that was read.",
      de: "Eine Änderung braucht If-Match mit dem gelesenen ETag.",
    },
    action: {
      en: "Read the resource, then send its ETag as If-Match.",
      de: "Die Ressource lesen und ihren ETag als If-Match senden.",
    },
  },
  "changed-meanwhile": {
    status: 412,
    title: { en: "Someone else has changed this", de: "Jemand anderes hat dies geändert" },
    detail: {
      en: "What you edited is no longer the newest version. Nothing was saved.",
      de: "Das Bearbeitete ist nicht mehr die neueste Version. Nichts wurde gespeichert.",
    },
    action: {
      en: "Load the newest version and make your change again.",
      de: "Die neueste Version laden und die Änderung wiederholen.",
    },
  },
  "not-ready": {
    status: 503,
    title: { en: "Not ready yet", de: "Noch nicht bereit" },
    detail: { en: "{reason}", de: "{reason}" },
    action: { en: "{action}", de: "{action}" },
  },
} as const satisfies Record<string, ProblemEntry>;
