import type { Template } from "@grantry/schema";
import { exchangeServers, microsoftAnswer, microsoftFields, microsoftMistakes, ownTenant } from "../microsoft-mail.ts";
import { clientCredentialsRequests } from "../request-blocks.ts";

export const exchangeOnlineApp: Template = {
  id: "exchange-online-app",
  name: "Microsoft Exchange Online (app-only)",
  group: "mail",
  grant: "client_credentials",
  summary: {
    en: "Microsoft 365 mailboxes by the app's own permission. Nobody signs in; an administrator consents once.",
    de: "Microsoft-365-Postfächer mit eigener Berechtigung der App. Niemand meldet sich an; ein Administrator stimmt einmal zu.",
  },
  document: {
    AuthFlow: "ClientCredentials",
    Scope: "https://outlook.office365.com/.default",
    TemplateName: "Microsoft Exchange Online",
    Notifications: { NotifyOnExpiredToken: 0 },
    Requests: clientCredentialsRequests(
      "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token",
      microsoftAnswer,
    ),
  },
  placeholders: [ownTenant],
  fields: microsoftFields,
  mistakes: [
    ...microsoftMistakes,
    {
      field: "scope",
      pattern: "^(?!\\S+/\\.default$).+$",
      message: {
        en: "Without a person signing in, Microsoft takes one scope that ends in /.default.",
        de: "Ohne dass sich jemand anmeldet, nimmt Microsoft nur einen Scope, der auf /.default endet.",
      },
      example: "https://outlook.office.com/IMAP.AccessAsUser.All",
    },
  ],
  redirectUriHelp: {
    en: "Not needed: nobody signs in. Entra: API permissions › Office 365 Exchange Online › IMAP.AccessAsApp, then Grant admin consent; in Exchange, New-ServicePrincipal and Add-MailboxPermission.",
    de: "Nicht nötig: niemand meldet sich an. Entra: API permissions › Office 365 Exchange Online › IMAP.AccessAsApp, dann Grant admin consent; in Exchange New-ServicePrincipal und Add-MailboxPermission.",
  },
  scopes: [
    {
      value: "https://outlook.office365.com/.default",
      meaning: { en: "what the app was granted", de: "was der App erlaubt wurde" },
    },
  ],
  clientSecret: "required",
  mailServers: exchangeServers,
};
