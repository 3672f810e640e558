import { secret } from "@grantry/schema";
import { expect, test } from "vitest";
import { answer, documentOf, providerThatGives, secrets } from "../testing/answers.ts";
import { mayHealWithScope, requestTokenByRefreshToken } from "./refresh-token.ts";

async function refresh(body: object, status = 200) {
  const provider = providerThatGives(answer(status, body));
  const outcome = await requestTokenByRefreshToken(provider.send, {
    document: documentOf("exchange-online"),
    credentials: secrets("s-1"),
    refreshToken: secret("rt-1"),
    redirectUri: "https://desk.example.com/cb",
    stored: { Token: secret("at-0") },
    grantedScope: null,
    now: () => 0,
  });
  return { provider, outcome };
}

test("parity 23: sends the refresh token, and the scope in Microsoft's template (RFC 6749 §6)", async () => {
  const { provider } = await refresh({ access_token: "at-1" });
  const sent = Object.fromEntries(provider.bodies()[0] ?? []);
  expect(sent).toMatchObject({ grant_type: "refresh_token", refresh_token: "rt-1" });
  expect(sent["scope"]).toMatch(/IMAP\.AccessAsUser\.All/);
});

test("gives a new refresh token where one comes, and none where none comes (RFC 6749 §6)", async () => {
  const rotated = await refresh({ access_token: "at-1", refresh_token: "rt-2" });
  expect(rotated.outcome.ok && rotated.outcome.token.refreshToken?.reveal()).toBe("rt-2");
  const kept = await refresh({ access_token: "at-1" });
  expect(kept.outcome.ok && kept.outcome.token.refreshToken).toBeUndefined();
});

test("a refused refresh token needs a new sign-in (RFC 6749 §5.2)", async () => {
  const { outcome } = await refresh({ error: "invalid_grant", error_codes: [700082] }, 400);
  expect(outcome).toMatchObject({ failure: { class: "reauth", explanation: "token-unused" } });
});

/** A document whose refresh request does not send the scope. */
function documentWithoutScope() {
  const { TokenByRefreshToken: asIs, ...requests } = documentOf("exchange-online").Requests;
  if (!asIs) throw new Error("the template renews");
  const { scope: _scope, ...mapping } = asIs.Request.AutofilledParametersMapping ?? {};
  const withoutScope = { ...asIs, Request: { ...asIs.Request, AutofilledParametersMapping: mapping } };
  return { ...documentOf("exchange-online"), Requests: { ...requests, TokenByRefreshToken: withoutScope } };
}

const mailScope = "https://outlook.office.com/IMAP.AccessAsUser.All";

async function givenAt(
  grantedScope: string | null,
  scope: string | undefined,
  { document = documentWithoutScope(), withScope = false } = {},
) {
  const provider = providerThatGives(answer(200, { access_token: "at-1", refresh_token: "rt-2", scope }));
  const request = { credentials: secrets("s-1"), refreshToken: secret("rt-1"), redirectUri: "", now: () => 0 };
  const outcome = await requestTokenByRefreshToken(provider.send, { document, grantedScope, withScope, ...request });
  return { outcome, document, sentScope: provider.bodies()[0]?.get("scope") };
}

test.each([
  ["another service's scopes", mailScope, "User.Read openid"],
  ["another address", mailScope, "https://graph.microsoft.com/Mail.Read"],
  ["none that says for what", `${mailScope} openid`, "openid profile"],
])(
  "a token for another resource is refused, but the refresh token beside it is handed on: %s",
  async (_, before, now) => {
    const { outcome, document } = await givenAt(before, now);
    expect(outcome).toMatchObject({
      ok: false,
      failure: { class: "config", explanation: "other-resource", description: now, host: "login.microsoftonline.com" },
    });
    if (outcome.ok) throw new Error("it was refused");
    expect(outcome.refreshToken?.reveal()).toBe("rt-2");
    expect(mayHealWithScope(document, outcome.failure)).toBe(true);
    expect(mayHealWithScope(documentOf("exchange-online"), outcome.failure)).toBe(false); // sent already
    expect(JSON.stringify(outcome.failure)).not.toContain("at-1");
  },
);

test("where nothing is known of before, what the document requires counts", async () => {
  const { Grantry, ...asIs } = documentWithoutScope();
  const document = { ...asIs, Grantry: { ...Grantry, RequiredScopes: [mailScope] } };
  const { outcome } = await givenAt(null, "User.Read", { document });
  expect(outcome).toMatchObject({ ok: false, failure: { explanation: "other-resource" } });
  expect((await givenAt(null, mailScope, { document })).outcome.ok).toBe(true);
});

test.each([
  ["nothing is known of before, nor required", null, "User.Read"],
  ["the answer does not say", mailScope, undefined],
  ["nothing before named a resource", "openid", "User.Read"],
  ["as before", "User.Read", "User.Read"],
  ["less than before", "User.Read Mail.Read", "User.Read"],
  ["another right at the same service", mailScope, "https://outlook.office.com/SMTP.Send"],
  ["what the document asks for", "Mail.Read", mailScope],
])("a token is taken where %s", async (_, before, now) => {
  expect((await givenAt(before, now)).outcome.ok).toBe(true);
});

test("the scope is sent where the document does not, when that is wanted", async () => {
  expect((await givenAt(mailScope, mailScope)).sentScope).toBeNull();
  const { sentScope, outcome } = await givenAt(mailScope, mailScope, { withScope: true });
  expect(sentScope).toBe(documentOf("exchange-online").Scope);
  expect(outcome.ok).toBe(true);
});

test.each([
  ["no access token", { refresh_token: "rt-2" }],
  ["a token of a type that cannot be used", { access_token: "at-1", refresh_token: "rt-2", token_type: "DPoP" }],
])("what rotated is handed on beside %s", async (_, body) => {
  const { outcome } = await refresh(body);
  expect(!outcome.ok && outcome.refreshToken?.reveal()).toBe("rt-2");
});
