import type { ProblemEntry } from "../problem-entry.ts";

/** Settings, keys and what is told of them. */
export const settingProblems = {
  "notification-not-found": {
    status: 404,
    title: { en: "There is no such notification", de: "Diese Benachrichtigung gibt es nicht" },
    detail: {
      en: "It is over, or something new has happened since it was read.",
      de: "Sie hat sich erledigt, oder seit dem Lesen ist etwas Neues geschehen.",
    },
    action: { en: "Read the notifications again.", de: "Die Benachrichtigungen neu lesen." },
  },
  "notification-stays": {
    status: 409,
    title: { en: "This notification stays", de: "Diese Benachrichtigung bleibt" },
    detail: {
      en: "It tells of a danger that lasts and would be forgotten.",
      de: "Sie meldet eine dauernde Gefahr, die sonst vergessen würde.",
    },
    action: {
      en: "Do what it says; then it goes by itself.",
      de: "Tun, was sie sagt; dann verschwindet sie von selbst.",
    },
  },
  "calendar-feed-not-found": {
    status: 404,
    title: { en: "There is no such calendar feed", de: "Diesen Kalender-Feed gibt es nicht" },
    detail: {
      en: "It was revoked, or the address is incomplete.",
      de: "Er wurde widerrufen, oder die Adresse ist unvollständig.",
    },
    action: {
      en: "Make a new one under Settings › Calendar feed.",
      de: "Unter Einstellungen › Kalender-Feed einen neuen anlegen.",
    },
  },
  "key-ring-in-environment": {
    status: 409,
    title: { en: "The key ring comes from the environment", de: "Der Schlüsselbund kommt aus der Umgebung" },
    detail: {
      en: "GRANTRY_KEYS holds the keys, which no program can change for itself.",
      de: "GRANTRY_KEYS enthält die Schlüssel, und das kann kein Programm für sich selbst ändern.",
    },
    action: {
      en: "Append a key to it on every host and restart; grantry key list says each next step.",
      de: "Auf jedem Host einen Schlüssel anhängen und neu starten; grantry key list nennt jeden nächsten Schritt.",
    },
  },
  "setting-not-found": {
    status: 404,
    title: { en: "There is no such setting", de: "Diese Einstellung gibt es nicht" },
    detail: { en: "No setting is called {name}.", de: "Keine Einstellung heißt {name}." },
    action: { en: "grantry setting list shows all.", de: "grantry setting list zeigt alle." },
  },
  "channel-not-found": {
    status: 404,
    title: { en: "There is no such channel", de: "Diesen Kanal gibt es nicht" },
    detail: { en: "No channel has the name or id “{name}”.", de: "Kein Kanal hat den Namen oder die Id „{name}“." },
    action: {
      en: "Settings → Channels and grantry channel list show all.",
      de: "Einstellungen → Kanäle und grantry channel list zeigen alle.",
    },
  },
  "channel-exists": {
    status: 409,
    title: { en: "The name is taken", de: "Der Name ist vergeben" },
    detail: { en: "There is a channel “{name}”.", de: "Es gibt einen Kanal „{name}“." },
    action: { en: "Choose another name.", de: "Einen anderen Namen wählen." },
  },
} as const satisfies Record<string, ProblemEntry>;
