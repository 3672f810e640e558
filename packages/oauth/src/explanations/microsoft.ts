import type { FailureClass } from "@grantry/schema";
import type { ExplanationKey } from "./index.ts";
import type { Explanation } from "./standard.ts";

/** Microsoft Entra, in the words of its own menus. */
export const microsoftExplanations = {
  "secret-wrong": {
    title: { en: "The client secret is wrong.", de: "Das Client-Secret ist falsch." },
    action: {
      en: "Enter the secret's Value from Entra › Certificates & secrets, not its ID. The sign-in is not lost.",
      de: "Den Wert (Value) des Secrets aus Entra › Certificates & secrets eingeben, nicht seine ID. Die Anmeldung ist nicht verloren.",
    },
  },
  "secret-expired": {
    title: { en: "The client secret has expired.", de: "Das Client-Secret ist abgelaufen." },
    action: {
      en: "Make a new secret in Entra › Certificates & secrets and enter it here. The sign-in is not lost.",
      de: "In Entra › Certificates & secrets ein neues Secret anlegen und hier eingeben. Die Anmeldung ist nicht verloren.",
    },
  },
  "app-not-found": {
    title: { en: "The provider does not find the app.", de: "Der Anbieter findet die App nicht." },
    action: {
      en: "Check the client ID and, at Microsoft, that the tenant is the one where the app is registered.",
      de: "Die Client-ID prüfen und bei Microsoft, ob der Tenant der ist, in dem die App registriert ist.",
    },
  },
  "app-disabled": {
    title: { en: "The app is disabled at the provider.", de: "Die App ist beim Anbieter deaktiviert." },
    action: {
      en: "Entra › Enterprise applications › Properties: “Enabled for users to sign-in” must be Yes, and the user assigned if assignment is required.",
      de: "Entra › Enterprise applications › Properties: „Enabled for users to sign-in“ muss Yes sein; ist eine Zuweisung nötig, die Person zuweisen.",
    },
  },
  "tenant-wrong": {
    title: { en: "The tenant does not fit.", de: "Der Tenant passt nicht." },
    action: {
      en: "Enter the Directory (tenant) ID from Entra › App registration › Overview.",
      de: "Die Directory (tenant) ID aus Entra › App registration › Overview eintragen.",
    },
  },
  "redirect-mismatch": {
    title: { en: "The redirect URI is not registered.", de: "Die Redirect-URI ist nicht registriert." },
    action: {
      en: "Copy the redirect URI shown here to Entra › Authentication › Web, letter by letter; remove it under “Single-page application”.",
      de: "Die hier gezeigte Redirect-URI Zeichen für Zeichen nach Entra › Authentication › Web übernehmen; unter „Single-page application“ entfernen.",
    },
  },
  "second-factor": {
    title: { en: "A second factor is needed.", de: "Ein zweiter Faktor ist nötig." },
    action: {
      en: "Authorize again and complete the second factor.",
      de: "Erneut autorisieren und den zweiten Faktor abschließen.",
    },
  },
  "blocked-by-policy": {
    title: {
      en: "A policy at the provider blocks this sign-in.",
      de: "Eine Richtlinie beim Anbieter sperrt diese Anmeldung.",
    },
    action: {
      en: "Ask the provider's administrator to look at the sign-in log and to allow this app for the account.",
      de: "Den Administrator des Anbieters bitten, im Anmeldeprotokoll nachzusehen und diese App für das Konto zuzulassen.",
    },
  },
  "consent-needed": {
    title: { en: "An administrator has to consent.", de: "Ein Administrator muss zustimmen." },
    action: {
      en: "Ask an Entra administrator: App registration › API permissions › Grant admin consent. Then authorize again.",
      de: "Einen Entra-Administrator bitten: App registration › API permissions › Grant admin consent. Danach erneut autorisieren.",
    },
  },
  "permission-missing": {
    title: { en: "The app lacks a permission.", de: "Der App fehlt eine Berechtigung." },
    action: {
      en: "Entra › App registration › API permissions: add what the scope names, and grant consent.",
      de: "Entra › App registration › API permissions: ergänzen, was der Scope nennt, und zustimmen.",
    },
  },
  "wrong-account": {
    title: { en: "The account does not fit.", de: "Das Konto passt nicht." },
    action: {
      en: "Authorize again and choose an account of this organisation, the one that owns the mailbox.",
      de: "Erneut autorisieren und ein Konto dieser Organisation wählen, dem das Postfach gehört.",
    },
  },
  "account-blocked": {
    title: {
      en: "The account is blocked or its password has expired.",
      de: "Das Konto ist gesperrt oder sein Passwort abgelaufen.",
    },
    action: {
      en: "Ask the provider's administrator to unblock it, then authorize again.",
      de: "Den Administrator des Anbieters um Freigabe bitten, dann erneut autorisieren.",
    },
  },
  "google-withdrawn": {
    title: {
      en: "Google has withdrawn this permission or let it expire.",
      de: "Google hat diese Erlaubnis zurückgezogen oder ablaufen lassen.",
    },
    action: {
      en: "Is the consent screen in “Testing”? Then Google ends it after 7 days: publish it or set it to Internal. Then authorize again.",
      de: "Steht der Consent Screen auf „Testing“? Dann endet sie nach 7 Tagen: veröffentlichen oder auf Internal setzen. Danach erneut autorisieren.",
    },
  },
} as const satisfies Record<string, Explanation>;

interface CodeMeaning {
  readonly class: FailureClass;
  readonly explanation: ExplanationKey;
}

const groups: readonly [FailureClass, ExplanationKey, readonly number[]][] = [
  ["config", "secret-wrong", [7000215, 70002, 7000218, 700025, 700027, 700030]],
  ["config", "secret-expired", [7000222]],
  ["config", "app-not-found", [700016, 700011]],
  ["provider-admin", "app-disabled", [70001, 7000112, 1000031, 50105]],
  [
    "config",
    "tenant-wrong",
    [90002, 900023, 90019, 50059, 50194, 9001023, 90124, 90130, 9002332, 90038, 900382, 900432, 700005],
  ],
  ["config", "redirect-mismatch", [50011, 900971, 500113, 70004, 9002326, 9002327, 700084]],
  ["reauth", "grant-withdrawn", [700082, 70008, 50173, 70000, 50058]],
  ["reauth", "second-factor", [50076, 50074, 50078, 500121, 50158]],
  ["provider-admin", "second-factor", [50079, 50072]],
  ["provider-admin", "blocked-by-policy", [70043, 53000, 53001, 50097, 53003, 530032, 50131, 530035]],
  ["provider-admin", "account-blocked", [53011, 50053, 50057, 50055, 50144]],
  ["provider-admin", "consent-needed", [65001, 90094, 90095]],
  ["user", "declined", [65004]],
  ["user", "code-refused", [50089, 54005]],
  ["config", "permission-missing", [90008, 65005, 650056, 650057]],
  ["provider-admin", "permission-missing", [650052, 650053, 650054]],
  ["config", "scope-refused", [500011, 50001, 70011, 28002, 700022, 700023]],
  ["config", "invalid-request", [900144, 90014, 900561, 901002, 9002313]],
  ["user", "wrong-account", [500208, 50020, 16000, 51004, 50034, 50126, 50056]],
  [
    "transient",
    "provider-busy",
    [50196, 50033, 50087, 50088, 90006, 90012, 90024, 90033, 90055, 90090, 90091, 70012, 51005, 50000, 90036],
  ],
];

/** AADSTS numbers → what they mean here. Unknown ones keep the class of their `error`. */
export const microsoftCodes: Readonly<Record<string, CodeMeaning>> = Object.fromEntries(
  groups.flatMap(([failureClass, explanation, codes]) =>
    codes.map((code) => [String(code), { class: failureClass, explanation }]),
  ),
);
