import type { ProviderFailure } from "@grantry/schema";
import type { Meaning } from "../provider-error.ts";
import type { Explanation } from "./standard.ts";

/** Google, in the words of its own menus. */
export const googleExplanations = {
  "google-withdrawn": {
    title: {
      en: "Google has withdrawn this permission or let it expire.",
      de: "Google hat diese Erlaubnis zurückgezogen oder ablaufen lassen.",
    },
    action: {
      en: "Is the OAuth consent screen in “Testing”? Then Google ends it after 7 days: publish it or set it to Internal. Then authorize again.",
      de: "Steht der OAuth consent screen auf „Testing“? Dann endet sie nach 7 Tagen: veröffentlichen oder auf Internal setzen. Danach erneut autorisieren.",
    },
  },
  "google-grant-unusable": {
    title: { en: "Google cannot use this permission.", de: "Google kann diese Erlaubnis nicht verwenden." },
    action: {
      en: "Check that the client ID is the one it was given to, then authorize again.",
      de: "Prüfen, ob die Client-ID die ist, der sie erteilt wurde, dann erneut autorisieren.",
    },
  },
  "google-account-gone": {
    title: { en: "The Google account is deleted or suspended.", de: "Das Google-Konto ist gelöscht oder gesperrt." },
    action: {
      en: "Restore the account in the Google Admin console, or delete this configuration.",
      de: "Das Konto in der Google Admin console wiederherstellen oder diese Konfiguration löschen.",
    },
  },
  "google-session-control": {
    title: {
      en: "A Workspace policy demands a new sign-in again and again.",
      de: "Eine Workspace-Richtlinie verlangt immer wieder eine neue Anmeldung.",
    },
    action: {
      en: "Ask the Workspace administrator to trust the app (Security › Google Cloud session control), then authorize again; or use a service account.",
      de: "Den Workspace-Administrator bitten, die App auszunehmen (Security › Google Cloud session control), dann erneut autorisieren; oder ein Dienstkonto verwenden.",
    },
  },
  "google-mailbox-unknown": {
    title: {
      en: "Google does not know the mailbox or the service account.",
      de: "Google kennt das Postfach oder das Dienstkonto nicht.",
    },
    action: {
      en: "Check the mailbox address, and that the key file is the service account's.",
      de: "Die Adresse des Postfachs prüfen und ob die Schlüsseldatei die des Dienstkontos ist.",
    },
  },
  "google-clock-wrong": {
    title: {
      en: "The times in the signed request are not the present.",
      de: "Die Zeiten in der signierten Anfrage liegen nicht in der Gegenwart.",
    },
    action: { en: "Set this machine's clock.", de: "Die Uhr dieses Rechners stellen." },
  },
  "google-secret-wrong": {
    title: { en: "Google does not accept the client secret.", de: "Google nimmt das Client-Secret nicht an." },
    action: {
      en: "Enter the current secret; Google shows it once, so make a new one under APIs & Services › Credentials if it is lost.",
      de: "Das aktuelle Secret eingeben; Google zeigt es nur einmal, ist es verloren, unter APIs & Services › Credentials ein neues anlegen.",
    },
  },
  "google-delegation-missing": {
    title: {
      en: "The domain has not delegated this access to the service account.",
      de: "Die Domain hat diesen Zugriff nicht an das Dienstkonto delegiert.",
    },
    action: {
      en: "Google Admin console › Security › API controls › Domain-wide delegation: add the numeric client ID with exactly these scopes.",
      de: "Google Admin console › Security › API controls › Domain-wide delegation: die numerische Client-ID mit genau diesen Scopes eintragen.",
    },
  },
  "google-other-client": {
    title: {
      en: "The permission was given to another OAuth client.",
      de: "Die Erlaubnis wurde einem anderen OAuth-Client erteilt.",
    },
    action: {
      en: "Authorize again with the client ID that is entered here.",
      de: "Mit der hier eingetragenen Client-ID erneut autorisieren.",
    },
  },
  "google-client-unknown": {
    title: { en: "Google does not find the OAuth client.", de: "Google findet den OAuth-Client nicht." },
    action: {
      en: "Copy the client ID again from APIs & Services › Credentials.",
      de: "Die Client-ID noch einmal aus APIs & Services › Credentials übernehmen.",
    },
  },
  "google-app-untrusted": {
    title: {
      en: "The Workspace administrator limits which apps may be used.",
      de: "Der Workspace-Administrator beschränkt, welche Apps verwendet werden dürfen.",
    },
    action: {
      en: "Ask them to trust the client ID: Google Admin console › Security › API controls.",
      de: "Darum bitten, der Client-ID zu vertrauen: Google Admin console › Security › API controls.",
    },
  },
  "google-internal-app": {
    title: {
      en: "The app is Internal, and the account belongs to another organisation.",
      de: "Die App ist Internal, und das Konto gehört zu einer anderen Organisation.",
    },
    action: {
      en: "Sign in with an account of the organisation, or make the app External on the OAuth consent screen.",
      de: "Mit einem Konto der Organisation anmelden oder die App auf dem OAuth consent screen auf External stellen.",
    },
  },
  "google-test-users": {
    title: {
      en: "The app is in “Testing”, and this account is not one of its test users.",
      de: "Die App steht auf „Testing“, und dieses Konto gehört nicht zu ihren Testnutzern.",
    },
    action: {
      en: "Add the account as a test user on the OAuth consent screen, or publish the app or set it to Internal.",
      de: "Das Konto auf dem OAuth consent screen als Testnutzer ergänzen oder die App veröffentlichen oder auf Internal stellen.",
    },
  },
  "google-redirect-policy": {
    title: {
      en: "Google's policy does not allow this redirect URI.",
      de: "Googles Richtlinie erlaubt diese Redirect-URI nicht.",
    },
    action: {
      en: "Set FQDN to a public domain name and HttpType to https: Google takes neither http, an IP address, nor a private domain.",
      de: "FQDN auf einen öffentlichen Domainnamen stellen und HttpType auf https: Google nimmt weder http noch IP-Adressen noch private Domains.",
    },
  },
  "google-unverified-app": {
    title: {
      en: "Google has not verified the app for this scope.",
      de: "Google hat die App für diesen Scope nicht geprüft.",
    },
    action: {
      en: "Set the app to Internal on the OAuth consent screen, or finish Google's verification.",
      de: "Die App auf dem OAuth consent screen auf Internal stellen oder Googles Prüfung abschließen.",
    },
  },
} as const satisfies Record<string, Explanation>;

const texts: readonly { readonly error: string; readonly says: RegExp; readonly meaning: Meaning }[] = [
  {
    error: "invalid_grant",
    says: /\b(invalid_rapt|rapt_required)\b/,
    meaning: { class: "provider-admin", explanation: "google-session-control" },
  },
  {
    error: "invalid_grant",
    says: /has been expired or revoked/i,
    meaning: { class: "reauth", explanation: "google-withdrawn" },
  },
  {
    error: "invalid_grant",
    says: /account (has been|is) (deleted|disabled|suspended)/i,
    meaning: { class: "provider-admin", explanation: "google-account-gone" },
  },
  {
    error: "invalid_grant",
    says: /^ ?bad request$/i,
    meaning: { class: "reauth", explanation: "google-grant-unusable" },
  },
  {
    error: "invalid_grant",
    says: /invalid email or user id|account not found/i,
    meaning: { class: "config", explanation: "google-mailbox-unknown" },
  },
  {
    error: "invalid_grant",
    says: /invalid jwt\b.*\b(iat|exp)\b/i,
    meaning: { class: "config", explanation: "google-clock-wrong" },
  },
  {
    error: "invalid_request",
    says: /invalid principal/i,
    meaning: { class: "config", explanation: "google-mailbox-unknown" },
  },
  {
    error: "access_denied",
    says: /verification process|being tested|test users?\b/i,
    meaning: { class: "config", explanation: "google-test-users" },
  },
  {
    error: "invalid_request",
    says: /OAuth 2\.0 policy|loopback/i,
    meaning: { class: "config", explanation: "google-redirect-policy" },
  },
  {
    error: "unauthorized_client",
    says: /client is unauthorized to retrieve access tokens/i,
    meaning: { class: "provider-admin", explanation: "google-delegation-missing" },
  },
  {
    error: "unauthorized_client",
    says: /^ ?unauthorized$/i,
    meaning: { class: "config", explanation: "google-other-client" },
  },
  {
    error: "invalid_client",
    says: /^ ?unauthorized$/i,
    meaning: { class: "config", explanation: "google-secret-wrong" },
  },
  {
    error: "invalid_client",
    says: /OAuth client was not found/i,
    meaning: { class: "config", explanation: "google-client-unknown" },
  },
];

/** What Google's `error_subtype` and descriptions mean beyond the standard error. */
export function googleMeaning({
  error,
  code,
  description,
}: Omit<ProviderFailure, "class" | "explanation">): Meaning | undefined {
  const said = `${code ?? ""} ${description ?? ""}`;
  return texts.find((text) => text.error === error && text.says.test(said))?.meaning;
}
