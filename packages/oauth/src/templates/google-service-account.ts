import type { Template } from "@grantry/schema";
import { googleServers } from "../google-mail-servers.ts";
import { jwtBearerRequests } from "../request-blocks.ts";

export const googleServiceAccount: Template = {
  id: "google-service-account",
  name: "Google Workspace service account",
  group: "mail",
  grant: "jwt_bearer",
  summary: {
    en: "Google Workspace mailboxes by domain-wide delegation. Nobody signs in; a service account acts for each mailbox.",
    de: "Google-Workspace-Postfächer über domainweite Delegierung. Niemand meldet sich an; ein Dienstkonto handelt für jedes Postfach.",
  },
  document: {
    AuthFlow: "JwtBearer",
    Scope: "https://mail.google.com/",
    TemplateName: "Google Workspace service account",
    Notifications: { NotifyOnExpiredToken: 1 },
    Requests: jwtBearerRequests("https://oauth2.googleapis.com/token"),
    Grantry: { ClientAuthentication: "none" },
  },
  placeholders: [],
  fields: {
    clientId: {
      label: { en: "Service account", de: "Dienstkonto" },
      help: {
        en: "client_email of the key file, such as desk@project.iam.gserviceaccount.com.",
        de: "client_email der Schlüsseldatei, etwa desk@project.iam.gserviceaccount.com.",
      },
    },
  },
  mistakes: [
    {
      field: "clientId",
      pattern: "\\.apps\\.googleusercontent\\.com$",
      message: {
        en: "This is an OAuth client ID. The service account's address ends in .iam.gserviceaccount.com.",
        de: "Das ist eine OAuth-Client-ID. Die Adresse des Dienstkontos endet auf .iam.gserviceaccount.com.",
      },
      example: "123456789012-abc.apps.googleusercontent.com",
    },
  ],
  redirectUriHelp: {
    en: "Not needed: nobody signs in. Google Admin console: Security › API controls › Domain-wide delegation › Add new, with the service account's numeric client ID and the scope https://mail.google.com/.",
    de: "Nicht nötig: niemand meldet sich an. Google Admin console: Security › API controls › Domain-wide delegation › Add new, mit der numerischen Client-ID des Dienstkontos und dem Scope https://mail.google.com/.",
  },
  scopes: [
    {
      value: "https://mail.google.com/",
      meaning: { en: "read, send and delete mail", de: "Mail lesen, senden und löschen" },
    },
    {
      value: "https://www.googleapis.com/auth/gmail.imap_admin",
      meaning: { en: "IMAP alone, without limits", de: "nur IMAP, ohne Grenzen" },
    },
  ],
  clientSecret: "optional",
  mailServers: googleServers,
};
