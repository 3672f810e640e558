import type { Template, TemplateMistake } from "@grantry/schema";
import { codeFlowRequests } from "../request-blocks.ts";

const discoveryDocument: Omit<TemplateMistake, "field"> = {
  pattern: "/\\.well-known/",
  message: {
    en: "This is the discovery document. Enter it as the discovery address, which fills all endpoints in.",
    de: "Das ist das Discovery-Dokument. Als Discovery-Adresse eingetragen, füllt es alle Endpunkte aus.",
  },
  example: "https://login.example.com/.well-known/openid-configuration",
};

export const custom: Template = {
  id: "custom",
  name: "Custom",
  group: "generic",
  grant: "authorization_code",
  summary: {
    en: "Any provider that follows the standards: Keycloak, Authentik, Zitadel, Okta, your own. Its discovery address fills the endpoints in.",
    de: "Jeder Anbieter, der sich an die Standards hält: Keycloak, Authentik, Zitadel, Okta, ein eigener. Seine Discovery-Adresse füllt die Endpunkte aus.",
  },
  document: {
    AuthFlow: "AuthorizationCode",
    Scope: "",
    TemplateName: "Custom",
    Notifications: { NotifyOnExpiredToken: 1, NotifyOnExpiredRefreshToken: 1 },
    Requests: codeFlowRequests({
      authorizationUrl: "",
      tokenUrl: "",
      // OpenID Connect Core §11: offline_access counts only with the consent screen. Others ignore the parameter.
      authorizationParameters: { prompt: "consent" },
      scopeOnTokenRequests: false,
      answerMembers: {},
    }),
    Grantry: { Pkce: "S256" },
  },
  placeholders: [],
  fields: {
    authorizationUrl: {
      help: {
        en: "authorization_endpoint in the provider's /.well-known/openid-configuration.",
        de: "authorization_endpoint in /.well-known/openid-configuration des Anbieters.",
      },
    },
    tokenUrl: { help: { en: "token_endpoint, same place.", de: "token_endpoint, gleiche Stelle." } },
    refreshUrl: {
      help: {
        en: "Mostly the same as the token URL. Empty: no renewal.",
        de: "Meist dieselbe wie die Token-URL. Leer: keine Erneuerung.",
      },
    },
    scope: {
      help: {
        en: "What the service's documentation names. Most providers renew only with offline_access.",
        de: "Was die Dokumentation des Dienstes nennt. Die meisten Anbieter erneuern nur mit offline_access.",
      },
    },
  },
  mistakes: [
    { ...discoveryDocument, field: "authorizationUrl" },
    { ...discoveryDocument, field: "tokenUrl" },
  ],
  redirectUriHelp: {
    en: "Register it at the provider as a redirect URI of a web application, letter by letter.",
    de: "Beim Anbieter als Redirect-URI einer Webanwendung registrieren, Zeichen für Zeichen.",
  },
  scopes: [
    { value: "openid", meaning: { en: "who signed in", de: "wer sich angemeldet hat" } },
    { value: "email", meaning: { en: "e-mail address", de: "E-Mail-Adresse" } },
    { value: "offline_access", meaning: { en: "stay signed in", de: "angemeldet bleiben" } },
  ],
  clientSecret: "optional",
};
