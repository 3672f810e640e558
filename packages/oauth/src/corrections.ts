import { jsonPointer, memberAt, type TokenConfigDocument, type Words } from "@grantry/schema";

/** A change that a document needs: the member's new text, or that it goes. */
export interface CorrectionChange {
  /** JSON Pointer into the document. */
  readonly pointer: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** What is known to be wrong in the templates that a document may have been made from, and what sets it right. */
export interface Correction {
  readonly id: string;
  readonly title: Words;
  readonly why: Words;
  /** Empty where only a person knows the right value. */
  readonly changes: readonly CorrectionChange[];
}

interface Rule {
  readonly id: string;
  readonly title: Words;
  readonly why: Words;
  /** What is to be changed; `undefined`: nothing is wrong. */
  readonly changes: (document: TokenConfigDocument) => readonly CorrectionChange[] | undefined;
}

/** The corrections that a document can use, in the order in which they are told. */
export function correctionsOf(document: TokenConfigDocument): Correction[] {
  return rules.flatMap(({ changes, ...said }) => {
    const needed = changes(document);
    return needed ? [{ ...said, changes: needed }] : [];
  });
}

const authorizeParameter = (name: string) => `/Requests/AuthorizationCode/Request/Parameters/${name}`;
const tokenRequests = ["TokenByAuthorizationCode", "TokenByRefreshToken", "TokenByClientCredentials"] as const;

const rules: readonly Rule[] = [
  {
    id: "google-consent",
    title: {
      en: "Google is not asked for its consent screen",
      de: "Google wird nicht nach seinem Consent Screen gefragt",
    },
    why: {
      en: "Without prompt=consent and access_type=offline Google gives no refresh token from the second authorization on, and the token ends after an hour. Authorize again afterwards.",
      de: "Ohne prompt=consent und access_type=offline gibt Google ab der zweiten Autorisierung kein Refresh-Token, und das Token endet nach einer Stunde. Danach erneut autorisieren.",
    },
    changes: (document) => {
      if (hostOf(document, "AuthorizationCode") !== "accounts.google.com") return undefined;
      const prompts = wordsAt(document, authorizeParameter("prompt"));
      return someOf([
        prompts.includes("consent") ? undefined : change(document, authorizeParameter("prompt"), "consent"),
        change(document, authorizeParameter("access_type"), "offline"),
      ]);
    },
  },
  {
    id: "microsoft-scope",
    title: {
      en: "Microsoft is not told the scope when a token is requested",
      de: "Microsoft erfährt den Scope nicht, wenn ein Token angefordert wird",
    },
    why: {
      en: "Without it, a renewed token can be for another service, and mail servers refuse it.",
      de: "Ohne ihn kann ein erneuertes Token für einen anderen Dienst gelten, und Mailserver weisen es ab.",
    },
    changes: (document) => {
      if (!isMicrosoft(hostOf(document, "TokenByAuthorizationCode"))) return undefined;
      return someOf(
        (["TokenByAuthorizationCode", "TokenByRefreshToken"] as const).map((name) => {
          const request = document.Requests[name]?.Request;
          const sent = { ...request?.Parameters, ...request?.AutofilledParametersMapping };
          if (!request || sent["scope"]) return undefined;
          return change(document, `/Requests/${name}/Request/AutofilledParametersMapping/scope`, "Scope");
        }),
      );
    },
  },
  {
    id: "microsoft-prompt",
    title: {
      en: "Microsoft does not ask which account to use",
      de: "Microsoft fragt nicht, welches Konto gemeint ist",
    },
    why: {
      en: "With prompt=select_account nobody authorizes with the wrong account by accident. prompt=consent would block people where only administrators may consent.",
      de: "Mit prompt=select_account autorisiert niemand versehentlich mit dem falschen Konto. prompt=consent würde alle aufhalten, wo nur Administratoren zustimmen dürfen.",
    },
    changes: (document) => {
      if (!isMicrosoft(hostOf(document, "AuthorizationCode"))) return undefined;
      const prompts = wordsAt(document, authorizeParameter("prompt"));
      if (prompts.length > 0 && !prompts.includes("consent")) return undefined;
      return someOf([change(document, authorizeParameter("prompt"), "select_account")]);
    },
  },
  {
    id: "microsoft-tenant",
    title: { en: "The tenant is missing", de: "Der Tenant fehlt" },
    why: {
      en: "Without a person signing in, Microsoft takes no common tenant (AADSTS9001023). Enter the directory ID in the form.",
      de: "Ohne dass sich jemand anmeldet, nimmt Microsoft keinen gemeinsamen Tenant (AADSTS9001023). Die Verzeichnis-ID im Formular eintragen.",
    },
    changes: (document) => {
      const url = document.Requests.TokenByClientCredentials?.Request.URL ?? "";
      if (!isMicrosoft(hostOf(document, "TokenByClientCredentials"))) return undefined;
      return /^https:\/\/[^/]+\/(common|organizations|consumers)\//.test(url) ? [] : undefined;
    },
  },
  {
    id: "answer-expiry",
    title: { en: "The token's lifetime is not read", de: "Die Lebensdauer des Tokens wird nicht gelesen" },
    why: {
      en: "Providers call it expires_in. Under “expires” nothing is found, and in the other system such a token never ends.",
      de: "Anbieter nennen sie expires_in. Unter „expires“ findet sich nichts, und im anderen System endet so ein Token nie.",
    },
    changes: (document) =>
      someOf(
        tokenRequests.flatMap((name) => {
          const mapping = document.Requests[name]?.Response?.ParametersMapping ?? {};
          if (mapping["expires"] !== "TokenExpirationDate" || mapping["expires_in"] !== undefined) return [];
          const place = `/Requests/${name}/Response/ParametersMapping`;
          return [
            change(document, `${place}/expires`, null),
            change(document, `${place}/expires_in`, "TokenExpirationDate"),
          ];
        }),
      ),
  },
];

/** A change to this text, or none where it is there already. */
function change(document: TokenConfigDocument, pointer: string, to: string | null): CorrectionChange | undefined {
  const found = memberAt(document, pointer);
  const from = found === undefined || found === null ? null : String(found);
  return from === to ? undefined : { pointer, from, to };
}

function someOf(changes: readonly (CorrectionChange | undefined)[]): CorrectionChange[] | undefined {
  const needed = changes.filter((one) => one !== undefined);
  return needed.length > 0 ? needed : undefined;
}

function wordsAt(document: TokenConfigDocument, pointer: string): string[] {
  return String(memberAt(document, pointer) ?? "")
    .split(" ")
    .filter(Boolean);
}

function hostOf(document: TokenConfigDocument, name: "AuthorizationCode" | (typeof tokenRequests)[number]): string {
  const url = memberAt(document, jsonPointer(["Requests", name, "Request", "URL"]));
  return typeof url === "string" && URL.canParse(url) ? new URL(url).hostname : "";
}

function isMicrosoft(host: string): boolean {
  return /^login\.(microsoftonline\.(com|us)|partner\.microsoftonline\.cn)$/.test(host);
}
