import { type TokenConfigDocument, withMemberAt } from "@grantry/schema";
import { expect, test } from "vitest";
import { type Correction, correctionsOf } from "./corrections.ts";
import { fillPlaceholders } from "./placeholders.ts";
import { findTemplate, templates } from "./templates/index.ts";

const tenant = "5d3e8a10-7c11-4d0f-9b1e-0a4f0c2d9e77";

function apply(document: TokenConfigDocument, corrections: readonly Correction[]): TokenConfigDocument {
  const changes = corrections.flatMap((correction) => correction.changes);
  return changes.reduce((changed, { pointer, to }) => withMemberAt(changed, pointer, to ?? undefined), document);
}

/** A shipped template's document without these members: as older templates made it. */
function older(id: string, ...pointers: string[]): TokenConfigDocument {
  const document = fillPlaceholders(findTemplate(id)?.document ?? { Requests: {} }, { tenant });
  return pointers.reduce((changed, pointer) => withMemberAt(changed, pointer, undefined), document);
}

const ids = (document: TokenConfigDocument) => correctionsOf(document).map(({ id }) => id);
const prompt = "/Requests/AuthorizationCode/Request/Parameters/prompt";
const scopeOn = (name: string) => `/Requests/${name}/Request/AutofilledParametersMapping/scope`;

test.each(templates.map(({ id }) => id))("the shipped template %s needs none", (id) => {
  expect(ids(older(id))).toEqual([]);
});

test.each<[string, TokenConfigDocument, string[]]>([
  ["Google before 7.2.2 (znuny.md W2)", older("google-mail", prompt), ["google-consent"]],
  [
    "Exchange before 7.2 (W3)",
    older("exchange-online", "/AuthFlow", prompt, scopeOn("TokenByAuthorizationCode"), scopeOn("TokenByRefreshToken")),
    ["microsoft-scope", "microsoft-prompt"],
  ],
  [
    "Outlook (common) of the earliest builds",
    older("outlook-common", prompt, scopeOn("TokenByAuthorizationCode"), scopeOn("TokenByRefreshToken")),
    ["microsoft-scope", "microsoft-prompt"],
  ],
  ["Microsoft asked for consent", withMemberAt(older("exchange-online"), prompt, "consent"), ["microsoft-prompt"]],
  [
    "the example file's lifetime (znuny.md 4.2)",
    withMemberAt(
      older("exchange-online-app", "/Requests/TokenByClientCredentials/Response/ParametersMapping/expires_in"),
      "/Requests/TokenByClientCredentials/Response/ParametersMapping/expires",
      "TokenExpirationDate",
    ),
    ["answer-expiry"],
  ],
])("%s: what is wrong is named, and its changes set it right", (_title, document, expected) => {
  expect(ids(document)).toEqual(expected);
  expect(correctionsOf(apply(document, correctionsOf(document)))).toEqual([]);
});

test("client credentials with a common tenant need a person who knows the right one (W23)", () => {
  const url = "/Requests/TokenByClientCredentials/Request/URL";
  const common = "https://login.microsoftonline.com/common/oauth2/v2.0/token";
  expect(correctionsOf(withMemberAt(older("exchange-online-app"), url, common))).toMatchObject([
    { id: "microsoft-tenant", changes: [] },
  ]);
});

test("a scope that is sent as a fixed parameter, and prompts of one's own, are left alone", () => {
  const fixed = older("exchange-online", scopeOn("TokenByRefreshToken"));
  const place = "/Requests/TokenByRefreshToken/Request/Parameters/scope";
  expect(ids(withMemberAt(fixed, place, "https://outlook.office.com/.default"))).toEqual([]);
  expect(ids(withMemberAt(older("google-mail"), prompt, "select_account consent"))).toEqual([]);
  expect(ids(withMemberAt(older("exchange-online"), prompt, "login"))).toEqual([]);
});
