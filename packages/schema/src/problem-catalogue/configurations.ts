import type { ProblemEntry } from "../problem-entry.ts";

/** Configurations and their app registrations. */
export const configurationProblems = {
  "token-config-not-found": {
    status: 404,
    title: { en: "There is no such configuration", de: "Diese Konfiguration gibt es nicht" },
    detail: {
      en: "No token configuration has the name or id “{name}”.",
      de: "Keine Token-Konfiguration hat den Namen oder die Id „{name}“.",
    },
    action: {
      en: "Check the spelling; names are compared letter by letter. The overview lists all.",
      de: "Die Schreibweise prüfen; Namen werden Zeichen für Zeichen verglichen. Die Übersicht zeigt alle.",
    },
  },
  "token-config-in-use": {
    status: 409,
    title: { en: "The configuration is in use", de: "Die Konfiguration wird verwendet" },
    detail: {
      en: "“{name}” is used by: {users}. Nothing was deleted.",
      de: "„{name}“ wird verwendet von: {users}. Nichts wurde gelöscht.",
    },
    action: {
      en: "Give them another configuration or remove them, then delete it.",
      de: "Ihnen eine andere Konfiguration geben oder sie entfernen, dann löschen.",
    },
  },
  "name-taken": {
    status: 409,
    title: { en: "The name is taken", de: "Der Name ist vergeben" },
    detail: { en: "There is a configuration “{name}”.", de: "Es gibt eine Konfiguration „{name}“." },
    action: { en: "Choose another name.", de: "Einen anderen Namen wählen." },
  },
  "client-secret-needed": {
    status: 422,
    title: { en: "The client secret is needed again", de: "Das Client-Secret wird noch einmal gebraucht" },
    detail: {
      en: "The token URL moves from {from} to {to}. The stored secret belongs to the former and is never sent elsewhere. Nothing was changed.",
      de: "Die Token-URL wechselt von {from} zu {to}. Das gespeicherte Secret gehört zur ersten und wird nie woandershin gesendet. Nichts wurde geändert.",
    },
    action: {
      en: "Enter the client secret that belongs to the new address.",
      de: "Das Client-Secret eingeben, das zur neuen Adresse gehört.",
    },
  },
  "app-registration-not-found": {
    status: 404,
    title: { en: "There is no such app registration", de: "Diese App-Registrierung gibt es nicht" },
    detail: {
      en: "No app registration, and none of its client secrets, has the id “{name}”.",
      de: "Keine App-Registrierung und keines ihrer Client-Secrets hat die Id „{name}“.",
    },
    action: { en: "Read the list again.", de: "Die Liste neu lesen." },
  },
} as const satisfies Record<string, ProblemEntry>;
