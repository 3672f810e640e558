import type { Template } from "@grantry/schema";
import { deviceRequests } from "../request-blocks.ts";

export const customDevice: Template = {
  id: "custom-device",
  name: "Custom, by device code",
  group: "generic",
  grant: "device_code",
  summary: {
    en: "Where no redirect can come back: someone types a code on a page of the provider, on any device.",
    de: "Wo keine Weiterleitung zurückkommen kann: Jemand tippt einen Code auf einer Seite des Anbieters ein, auf einem beliebigen Gerät.",
  },
  document: {
    AuthFlow: "DeviceCode",
    Scope: "",
    TemplateName: "Custom, by device code",
    Notifications: { NotifyOnExpiredToken: 1, NotifyOnExpiredRefreshToken: 1 },
    Requests: deviceRequests("", {}),
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
        en: "What the service's documentation names. Most providers renew only with offline_access.",
        de: "Was die Dokumentation des Dienstes nennt. Die meisten Anbieter erneuern nur mit offline_access.",
      },
    },
  },
  mistakes: [],
  redirectUriHelp: {
    en: "Not needed: nothing is redirected. Allow the device flow for the app at the provider.",
    de: "Nicht nötig: nichts wird weitergeleitet. Beim Anbieter den Geräteablauf für die App erlauben.",
  },
  scopes: [
    { value: "openid", meaning: { en: "who signed in", de: "wer sich angemeldet hat" } },
    { value: "email", meaning: { en: "e-mail address", de: "E-Mail-Adresse" } },
    { value: "offline_access", meaning: { en: "stay signed in", de: "angemeldet bleiben" } },
  ],
  clientSecret: "optional",
};
