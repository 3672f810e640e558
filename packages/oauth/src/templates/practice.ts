import type { Template } from "@grantry/schema";
import { codeFlowRequests } from "../request-blocks.ts";

export const practice: Template = {
  id: "practice",
  name: "Practice provider",
  group: "practice",
  grant: "authorization_code",
  summary: {
    en: "Runs on this machine. Everything is filled in; tokens live two minutes, so that renewal can be watched.",
    de: "Läuft auf diesem Rechner. Alles ist ausgefüllt; Tokens leben zwei Minuten, damit man die Erneuerung sieht.",
  },
  document: {
    AuthFlow: "AuthorizationCode",
    Scope: "openid email offline_access",
    TemplateName: "Practice provider",
    Notifications: { NotifyOnExpiredToken: 1, NotifyOnExpiredRefreshToken: 1 },
    Requests: codeFlowRequests({
      authorizationUrl: "{practiceOrigin}/auth",
      tokenUrl: "{practiceOrigin}/token",
      // Without a consent screen it leaves offline_access out.
      authorizationParameters: { prompt: "consent" },
      scopeOnTokenRequests: false,
      answerMembers: {},
    }),
    Grantry: {
      Issuer: "{practiceOrigin}",
      IssuerCheck: "required",
      Pkce: "S256",
      DeviceUrl: "{practiceOrigin}/device/auth",
      RevocationUrl: "{practiceOrigin}/token/revocation",
      UserinfoUrl: "{practiceOrigin}/me",
    },
  },
  placeholders: [],
  fields: {
    name: { prefilled: "Practice mailbox" },
    clientId: { prefilled: "grantry-practice" },
    clientSecret: {
      prefilled: "practice-secret-for-learning-only",
      help: { en: "Known to everyone, good only on this machine.", de: "Allen bekannt, gilt nur auf diesem Rechner." },
    },
  },
  mistakes: [],
  redirectUriHelp: {
    en: "Already registered with the practice provider. With a real provider, this is what you register.",
    de: "Beim Übungsanbieter schon registriert. Bei einem echten Anbieter registriert man diese Adresse.",
  },
  scopes: [
    { value: "openid", meaning: { en: "who signed in", de: "wer sich angemeldet hat" } },
    { value: "email", meaning: { en: "e-mail address", de: "E-Mail-Adresse" } },
    { value: "offline_access", meaning: { en: "stay signed in", de: "angemeldet bleiben" } },
  ],
  clientSecret: "required",
};
