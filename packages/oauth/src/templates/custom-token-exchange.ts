import type { Template } from "@grantry/schema";
import { tokenExchangeRequests } from "../request-blocks.ts";

export const customTokenExchange: Template = {
  id: "custom-token-exchange",
  name: "Custom, by token exchange",
  group: "generic",
  grant: "token_exchange",
  summary: {
    en: "Another configuration's token is exchanged for one that a further service takes (RFC 8693), as Keycloak, Okta and Ping do. Nobody signs in again.",
    de: "Das Token einer anderen Konfiguration wird gegen eines getauscht, das ein weiterer Dienst nimmt (RFC 8693), wie bei Keycloak, Okta und Ping. Niemand meldet sich noch einmal an.",
  },
  document: {
    AuthFlow: "TokenExchange",
    Scope: "",
    TemplateName: "Custom, by token exchange",
    Notifications: { NotifyOnExpiredToken: 1 },
    Requests: tokenExchangeRequests(""),
  },
  placeholders: [],
  fields: {
    tokenUrl: {
      help: {
        en: "token_endpoint in the provider's /.well-known/openid-configuration.",
        de: "token_endpoint in /.well-known/openid-configuration des Anbieters.",
      },
    },
    scope: {
      help: {
        en: "What the exchanged token is to be good for. Empty: what the provider gives.",
        de: "Wofür das getauschte Token gut sein soll. Leer: was der Anbieter gibt.",
      },
    },
  },
  mistakes: [],
  redirectUriHelp: {
    en: "Not needed: nobody signs in. Allow the client to exchange tokens at the provider.",
    de: "Nicht nötig: niemand meldet sich an. Beim Anbieter dem Client erlauben, Token zu tauschen.",
  },
  scopes: [],
  clientSecret: "optional",
};
