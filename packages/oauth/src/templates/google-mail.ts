import type { Template } from "@grantry/schema";
import { googleServers } from "../google-mail-servers.ts";
import { codeFlowRequests } from "../request-blocks.ts";
import { googleUserinfoUrl } from "../userinfo.ts";

export const googleMail: Template = {
  id: "google-mail",
  name: "Google Mail",
  group: "mail",
  grant: "authorization_code",
  summary: {
    en: "Gmail and Google Workspace mailboxes by IMAP, POP3 and SMTP.",
    de: "Gmail- und Google-Workspace-Postfächer über IMAP, POP3 und SMTP.",
  },
  document: {
    AuthFlow: "AuthorizationCode",
    Scope: "https://mail.google.com/ openid email",
    TemplateName: "Google Mail",
    Notifications: { NotifyOnExpiredToken: 0, NotifyOnExpiredRefreshToken: 1 },
    Requests: codeFlowRequests({
      authorizationUrl: "https://accounts.google.com/o/oauth2/v2/auth",
      tokenUrl: "https://oauth2.googleapis.com/token",
      // Google gives a refresh token only after its consent screen, so it is asked for each time.
      authorizationParameters: { access_type: "offline", prompt: "consent" },
      scopeOnTokenRequests: false,
      answerMembers: { refresh_token_expires_in: "RefreshTokenExpirationDate" },
    }),
    Grantry: {
      Issuer: "https://accounts.google.com",
      IssuerCheck: "if-present",
      Pkce: "S256",
      RevocationUrl: "https://oauth2.googleapis.com/revoke",
      UserinfoUrl: googleUserinfoUrl,
      RequiredScopes: ["https://mail.google.com/"],
    },
  },
  placeholders: [],
  fields: {
    clientId: {
      help: {
        en: "Google Cloud console: APIs & Services › Credentials › OAuth 2.0 Client IDs, type “Web application”.",
        de: "Google Cloud console: APIs & Services › Credentials › OAuth 2.0 Client IDs, Typ „Web application“.",
      },
    },
    clientSecret: {
      help: {
        en: "Same page. Google shows it once, when it is made.",
        de: "Gleiche Seite. Google zeigt es einmal, beim Anlegen.",
      },
    },
  },
  mistakes: [
    {
      field: "clientId",
      pattern: "^GOCSPX-",
      message: {
        en: "This is the client secret. The client ID ends in .apps.googleusercontent.com.",
        de: "Das ist das Client-Secret. Die Client-ID endet auf .apps.googleusercontent.com.",
      },
      example: "GOCSPX-not-a-real-secret",
    },
    {
      field: "clientId",
      pattern: "@",
      message: {
        en: "This is an e-mail address. The client ID ends in .apps.googleusercontent.com.",
        de: "Das ist eine E-Mail-Adresse. Die Client-ID endet auf .apps.googleusercontent.com.",
      },
      example: "desk@example.com",
    },
    {
      field: "clientId",
      pattern: "^(?!GOCSPX-)(?!.*@)(?!.*\\.apps\\.googleusercontent\\.com$).+$",
      message: {
        en: "Google's client IDs end in .apps.googleusercontent.com.",
        de: "Googles Client-IDs enden auf .apps.googleusercontent.com.",
      },
      example: "my-project-123456",
    },
    {
      field: "clientSecret",
      pattern: "\\.apps\\.googleusercontent\\.com$",
      message: {
        en: "This is the client ID. The secret stands below it.",
        de: "Das ist die Client-ID. Das Secret steht darunter.",
      },
      example: "123456789012-abc.apps.googleusercontent.com",
    },
  ],
  redirectUriHelp: {
    en: "Google Cloud console: APIs & Services › Credentials › your client of type “Web application” › Authorized redirect URIs. While the OAuth consent screen is in “Testing”, Google ends the permission after 7 days.",
    de: "Google Cloud console: APIs & Services › Credentials › Ihr Client vom Typ „Web application“ › Authorized redirect URIs. Solange der OAuth consent screen auf „Testing“ steht, beendet Google die Erlaubnis nach 7 Tagen.",
  },
  scopes: [
    {
      value: "https://mail.google.com/",
      meaning: { en: "read, send and delete mail", de: "Mail lesen, senden und löschen" },
    },
    { value: "openid", meaning: { en: "who signed in", de: "wer sich angemeldet hat" } },
    { value: "email", meaning: { en: "e-mail address", de: "E-Mail-Adresse" } },
  ],
  clientSecret: "required",
  refreshTokenIdleDays: 180,
  refreshTokenGraceSeconds: 86_400, // refreshing gives no new one
  testingRuleDays: 7,
  mailServers: googleServers,
};
