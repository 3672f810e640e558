import type { Words } from "@grantry/schema";

const offlineAccess: Words = {
  en: "The provider gives one only with the scope offline_access: add it and authorize again.",
  de: "Der Anbieter gibt eines nur mit dem Scope offline_access: ihn ergänzen und erneut autorisieren.",
};

const consentScreen: Words = {
  en: "Google gives one only after its consent screen: keep prompt=consent and access_type=offline in the request.",
  de: "Google gibt eines nur nach dem Consent Screen: prompt=consent und access_type=offline müssen in der Anfrage stehen.",
};

const anyProvider: Words = {
  en: "Most providers want the scope offline_access, some the parameter access_type=offline.",
  de: "Die meisten Anbieter wollen den Scope offline_access, manche den Parameter access_type=offline.",
};

/** By template, and apart from them: the redirect needs these words, and nothing else that a template says. */
const byTemplate: Readonly<Record<string, Words>> = {
  practice: offlineAccess,
  "google-mail": consentScreen,
  "exchange-online": offlineAccess,
  "outlook-common": offlineAccess,
  "outlook-consumers": offlineAccess,
  "outlook-organizations": offlineAccess,
};

/** Why a grant by a template may have come without a refresh token, and what to do. */
export function whyNoRefreshToken(templateId: string): Words {
  return (Object.hasOwn(byTemplate, templateId) && byTemplate[templateId]) || anyProvider;
}
