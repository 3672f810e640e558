import type { ProblemEntry } from "../problem-entry.ts";

/** Who may ask: signing in, users, API keys. */
export const accessProblems = {
  "sign-in-needed": {
    status: 401,
    title: { en: "Sign in first", de: "Bitte zuerst anmelden" },
    detail: { en: "This needs a session or an API key.", de: "Das braucht eine Anmeldung oder einen API-Schlüssel." },
    action: {
      en: "Sign in, or send Authorization: Bearer grt_….",
      de: "Anmelden oder Authorization: Bearer grt_… senden.",
    },
  },
  "api-key-refused": {
    status: 401,
    title: { en: "This API key is not valid", de: "Dieser API-Schlüssel gilt nicht" },
    detail: { en: "It is unknown or was revoked.", de: "Er ist unbekannt oder wurde widerrufen." },
    action: {
      en: "Make a new one under Settings › API keys, or with grantry api-key create.",
      de: "Einen neuen unter Einstellungen › API-Schlüssel anlegen oder mit grantry api-key create.",
    },
  },
  "not-allowed": {
    status: 403,
    title: { en: "Not allowed", de: "Nicht erlaubt" },
    detail: { en: "This needs the scope {scope}.", de: "Das braucht den Scope {scope}." },
    action: {
      en: "Use an API key that has it, or ask an administrator.",
      de: "Einen passenden API-Schlüssel verwenden oder eine Administratorin fragen.",
    },
  },
  "token-config-not-allowed": {
    status: 403,
    title: {
      en: "This API key is limited to other configurations",
      de: "Dieser API-Schlüssel gilt für andere Konfigurationen",
    },
    detail: {
      en: "“{name}” is not among those it may read.",
      de: "„{name}“ gehört nicht zu denen, die er lesen darf.",
    },
    action: { en: "Use a key that includes it.", de: "Einen Schlüssel verwenden, der sie einschließt." },
  },
  "cross-site-request": {
    status: 403,
    title: { en: "The request came from another site", de: "Die Anfrage kam von einer anderen Site" },
    detail: {
      en: "Changes are taken only from pages of this host.",
      de: "Änderungen werden nur von Seiten dieses Hosts angenommen.",
    },
    action: {
      en: "Open Grantry itself and try there; programs use an API key.",
      de: "Grantry selbst öffnen und dort versuchen; Programme verwenden einen API-Schlüssel.",
    },
  },
  "sign-in-refused": {
    status: 401,
    title: { en: "E-mail address or password is wrong", de: "E-Mail-Adresse oder Passwort ist falsch" },
    detail: { en: "No account opens with this pair.", de: "Mit diesem Paar öffnet sich kein Konto." },
    action: {
      en: "Check both and try again. An operator can set a new password with grantry user reset-password.",
      de: "Beides prüfen und erneut versuchen. Ein neues Passwort setzt grantry user reset-password.",
    },
  },
  "too-many-attempts": {
    status: 429,
    title: { en: "Too many attempts", de: "Zu viele Versuche" },
    detail: {
      en: "Sign-in is paused for this account or address.",
      de: "Die Anmeldung ist für dieses Konto oder diese Adresse angehalten.",
    },
    action: { en: "Wait {minutes} minutes, then try again.", de: "{minutes} Minuten warten, dann erneut versuchen." },
  },
  "first-administrator-link-refused": {
    status: 410,
    title: { en: "This link no longer works", de: "Dieser Link gilt nicht mehr" },
    detail: {
      en: "It was used, is older than an hour, or was never given out.",
      de: "Er wurde benutzt, ist älter als eine Stunde oder wurde nie ausgegeben.",
    },
    action: {
      en: "If there is no administrator yet, start Grantry again: it prints a new link. Otherwise sign in.",
      de: "Gibt es noch kein Konto, Grantry neu starten: es gibt einen neuen Link aus. Sonst anmelden.",
    },
  },
  "user-exists": {
    status: 409,
    title: { en: "There is a user with this address", de: "Es gibt ein Konto mit dieser Adresse" },
    detail: { en: "{email} is taken.", de: "{email} ist vergeben." },
    action: {
      en: "Use another address, or set a new password with grantry user reset-password.",
      de: "Eine andere Adresse verwenden oder mit grantry user reset-password ein neues Passwort setzen.",
    },
  },
  "user-not-found": {
    status: 404,
    title: { en: "There is no such user", de: "Dieses Konto gibt es nicht" },
    detail: { en: "No user has the address {email}.", de: "Kein Konto hat die Adresse {email}." },
    action: { en: "grantry user list shows all.", de: "grantry user list zeigt alle." },
  },
  "api-key-not-found": {
    status: 404,
    title: { en: "There is no such API key", de: "Diesen API-Schlüssel gibt es nicht" },
    detail: {
      en: "No API key has the name or id “{name}”.",
      de: "Kein API-Schlüssel hat den Namen oder die Id „{name}“.",
    },
    action: { en: "grantry api-key list shows all.", de: "grantry api-key list zeigt alle." },
  },
} as const satisfies Record<string, ProblemEntry>;
