import type { Template } from "@grantry/schema";
import { codeFlowRequests } from "../request-blocks.ts";

export const custom: Template = {
  id: "custom",
  name: "Custom",
  group: "generic",
  grant: "authorization_code",
  summary: {
    en: "Any provider that follows the standards: Keycloak, Authentik, Zitadel, Okta, your own.",
    de: "Jeder Anbieter, der sich an die Standards hält: Keycloak, Authentik, Zitadel, Okta, ein eigener.",
  },
  document: {
    AuthFlow: "AuthorizationCode",
    Scope: "openid offline_access",
    TemplateName: "Custom",
    Notifications: { NotifyOnExpiredToken: 1, NotifyOnExpiredRefreshToken: 1 },
    Requests: codeFlowRequests({
      authorizationUrl: "",
      tokenUrl: "",
      // OpenID Connect Core §11: offline access needs the consent screen.
      authorizationParameters: { prompt: "consent" },
      scopeOnTokenRequests: false,
      answerMembers: {},
    }),
    Grantry: { Pkce: "S256" },
  },
  placeholders: [],
  fields: {},
  mistakes: [],
  redirectUriHelp: {
    en: "Register it at the provider as a redirect URI of a web application, letter by letter.",
    de: "Beim Anbieter als Redirect-URI einer Webanwendung registrieren, Zeichen für Zeichen.",
  },
  scopes: [
    { value: "openid", meaning: { en: "who signed in", de: "wer sich angemeldet hat" } },
    { value: "offline_access", meaning: { en: "stay signed in", de: "angemeldet bleiben" } },
  ],
  refreshTokenMissing: {
    en: "Most providers want the scope offline_access, some the parameter access_type=offline.",
    de: "Die meisten Anbieter wollen den Scope offline_access, manche den Parameter access_type=offline.",
  },
  clientSecret: "optional",
};
