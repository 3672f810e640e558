import type { MailServers, Template, TemplateMistake, TemplatePlaceholder, Words } from "@grantry/schema";
import { codeFlowRequests } from "./request-blocks.ts";

// What the templates for Microsoft's tenants share. Not a template: the files that are stand in the list.

/** learn.microsoft.com: “POP, IMAP, and SMTP settings” */
export const exchangeServers: MailServers = {
  imap: "outlook.office365.com",
  pop3: "outlook.office365.com",
  smtp: { host: "smtp.office365.com", port: 587, encryption: "starttls" },
};

export const microsoftAnswer = { error_codes: "ErrorCode" };
const guid = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
const domain = "(?:[a-zA-Z0-9-]+\\.)+[a-zA-Z]{2,}";

const tenantBase = {
  name: "tenant",
  label: { en: "Directory (tenant) ID", de: "Verzeichnis-ID (Directory/tenant ID)" },
  example: "5d3e8a10-7c11-4d0f-9b1e-0a4f0c2d9e77",
} as const;

/** A tenant for people signing in. */
export const tenant: TemplatePlaceholder = {
  ...tenantBase,
  help: {
    en: "Entra: App registration › Overview. “common” and “organizations” work only for a multitenant app, “consumers” only for private accounts.",
    de: "Entra: App registration › Overview. „common“ und „organizations“ gehen nur mit einer multitenant App, „consumers“ nur für private Konten.",
  },
  pattern: `^(?:${guid}|${domain}|common|organizations|consumers)$`,
  refusal: {
    en: "Takes the tenant's ID or a domain of it; common, organizations or consumers only for an app that is open to others.",
    de: "Erwartet wird die ID des Tenants oder eine seiner Domains; common, organizations oder consumers nur für eine App, die anderen offensteht.",
  },
};

/** A tenant for the app itself: Microsoft takes no other than a real one (AADSTS9001023). */
export const ownTenant: TemplatePlaceholder = {
  ...tenantBase,
  help: { en: "Entra: App registration › Overview.", de: "Entra: App registration › Overview." },
  pattern: `^(?:${guid}|${domain})$`,
  refusal: {
    en: "Takes the tenant's ID or a domain of it. Without a person signing in, “common” and the like do not work.",
    de: "Erwartet wird die ID des Tenants oder eine seiner Domains. Ohne dass sich jemand anmeldet, gehen „common“ und Ähnliches nicht.",
  },
};

export const microsoftFields: Template["fields"] = {
  clientId: {
    label: { en: "Application (client) ID", de: "Anwendungs-ID (Application/client ID)" },
    help: {
      en: "Entra: App registration › Overview, same page.",
      de: "Entra: App registration › Overview, gleiche Seite.",
    },
  },
  clientSecret: {
    help: {
      en: "Entra: Certificates & secrets › New client secret. Copy the Value; Entra shows it once.",
      de: "Entra: Certificates & secrets › New client secret. Den Wert (Value) kopieren; Entra zeigt ihn einmal.",
    },
  },
};

export const microsoftMistakes: readonly TemplateMistake[] = [
  {
    field: "clientSecret",
    pattern: `^${guid}$`,
    message: {
      en: "This looks like the secret's ID. Entra shows the Value once, when the secret is made.",
      de: "Das sieht nach der ID des Secrets aus. Entra zeigt den Wert (Value) einmal, beim Anlegen.",
    },
    example: "1c9b7a52-3f0e-4a6d-8b21-6d5e4f3a2b1c",
  },
  {
    field: "clientId",
    pattern: "@",
    message: {
      en: "This is an e-mail address. Enter the Application (client) ID.",
      de: "Das ist eine E-Mail-Adresse. Gefragt ist die Application (client) ID.",
    },
    example: "desk@example.com",
  },
  {
    field: "clientId",
    pattern: `^(?!.*@)(?!${guid}$).+$`,
    message: {
      en: "Microsoft's client IDs look like 0f5c2c1e-7b1d-4a59-9d55-3c1f00aa7711.",
      de: "Microsofts Client-IDs sehen aus wie 0f5c2c1e-7b1d-4a59-9d55-3c1f00aa7711.",
    },
    example: "Q8x~not-a-real-secret",
  },
];

const graphBesideOutlook: TemplateMistake = {
  field: "scope",
  pattern: "^(?=.*//outlook\\.office)(?=.*//graph\\.microsoft)",
  message: {
    en: "Microsoft gives a token for one service only. For mail, leave the scopes of graph.microsoft.com out.",
    de: "Microsoft gibt ein Token nur für einen Dienst. Für Mail die Scopes von graph.microsoft.com weglassen.",
  },
  example: "https://outlook.office.com/SMTP.Send https://graph.microsoft.com/Mail.Send offline_access",
};

const webPlatform: Words = {
  en: "Entra: Authentication › Add a platform › Web. Not “Single-page application”: its refresh tokens end after 24 hours.",
  de: "Entra: Authentication › Add a platform › Web. Nicht „Single-page application“: deren Refresh-Tokens enden nach 24 Stunden.",
};

const mailScopes: Template["scopes"] = [
  {
    value: "https://outlook.office.com/IMAP.AccessAsUser.All",
    meaning: { en: "read mail by IMAP", de: "Mail über IMAP lesen" },
  },
  {
    value: "https://outlook.office.com/POP.AccessAsUser.All",
    meaning: { en: "read mail by POP3", de: "Mail über POP3 lesen" },
  },
  { value: "https://outlook.office.com/SMTP.Send", meaning: { en: "send mail", de: "Mail senden" } },
  { value: "offline_access", meaning: { en: "stay signed in", de: "angemeldet bleiben" } },
  { value: "openid", meaning: { en: "who signed in", de: "wer sich angemeldet hat" } },
  { value: "profile", meaning: { en: "account name", de: "Kontoname" } },
  { value: "email", meaning: { en: "e-mail address", de: "E-Mail-Adresse" } },
];

/** Mailboxes at Microsoft by sign-in of their owner; the templates differ in which accounts may sign in. */
export function microsoftMail(own: {
  id: string;
  name: string;
  /** `{tenant}`, or the fixed part of the URL in its place. */
  tenant: string;
  placeholders: readonly TemplatePlaceholder[];
  summary: Words;
  mailServers?: MailServers;
}): Template {
  const base = `https://login.microsoftonline.com/${own.tenant}/oauth2/v2.0`;
  return {
    id: own.id,
    name: own.name,
    group: "mail",
    grant: "authorization_code",
    summary: own.summary,
    document: {
      AuthFlow: "AuthorizationCode",
      Scope:
        "https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/POP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access openid profile email",
      TemplateName: own.name,
      Notifications: { NotifyOnExpiredToken: 0, NotifyOnExpiredRefreshToken: 1 },
      Requests: codeFlowRequests({
        authorizationUrl: `${base}/authorize`,
        tokenUrl: `${base}/token`,
        // prompt=consent would block mailboxes where only administrators may consent.
        authorizationParameters: { prompt: "select_account", response_mode: "query" },
        scopeOnTokenRequests: true,
        answerMembers: microsoftAnswer,
      }),
      Grantry: { Pkce: "S256", DeviceUrl: `${base}/devicecode` },
    },
    placeholders: own.placeholders,
    fields: microsoftFields,
    mistakes: [...microsoftMistakes, graphBesideOutlook],
    redirectUriHelp: webPlatform,
    scopes: mailScopes,
    clientSecret: "required",
    refreshTokenIdleDays: 90,
    refreshTokenGraceSeconds: 86_400, // the old one stays valid until its own end
    mailServers: own.mailServers ?? exchangeServers,
  };
}
