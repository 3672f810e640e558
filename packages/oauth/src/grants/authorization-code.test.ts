import { secret, type TokenConfigDocument } from "@grantry/schema";
import { expect, test } from "vitest";
import type { OutgoingAnswer } from "../send.ts";
import { answer, documentOf, providerThatGives, secrets } from "../testing/answers.ts";
import { requestTokenByCode } from "./authorization-code.ts";

function redeem(got: OutgoingAnswer, document: TokenConfigDocument = documentOf("google-mail")) {
  const provider = providerThatGives(got);
  const outcome = requestTokenByCode(provider.send, {
    document,
    credentials: secrets("s-1"),
    code: secret("c-1"),
    redirectUri: "https://desk.example.com/cb",
    codeVerifier: secret("v-1"),
    now: () => 0,
  });
  return { provider, outcome };
}

test("sends code, redirect URI and verifier (RFC 6749 §4.1.3, RFC 7636 §4.5)", async () => {
  const { provider, outcome } = redeem(answer(200, { access_token: "at-1" }));
  expect((await outcome).ok).toBe(true);
  expect(Object.fromEntries(provider.bodies()[0] ?? [])).toEqual({
    client_id: "client-1",
    client_secret: "s-1",
    code: "c-1",
    code_verifier: "v-1",
    grant_type: "authorization_code",
    redirect_uri: "https://desk.example.com/cb",
  });
});

test("sends the scope again where Microsoft needs it", async () => {
  const { provider, outcome } = redeem(answer(200, { access_token: "at-1" }), documentOf("exchange-online"));
  await outcome;
  expect(provider.requests[0]?.url).toBe("https://login.microsoftonline.com/contoso.example/oauth2/v2.0/token");
  expect(provider.bodies()[0]?.get("scope")).toMatch(/offline_access/);
});

test.each([
  [{ error: "invalid_grant" }, "code-refused"],
  [{ error: "invalid_grant", error_description: "Bad Request" }, "code-refused"],
  [{ error: "invalid_grant", error_codes: [70008] }, "code-refused"],
  [{ error: "invalid_grant", error_codes: [54005] }, "code-used"],
  [{ error: "invalid_grant", error_codes: [50076] }, "second-factor"],
])("the refusal %j is about this sign-in, not about a grant", async (body, explanation) => {
  expect(await redeem(answer(400, body)).outcome).toMatchObject({ ok: false, failure: { class: "user", explanation } });
});

test("a grant without the permission that the document requires is refused, and named (RFC 6749 §3.3)", async () => {
  const outcome = await redeem(answer(200, { access_token: "at-1", scope: "openid email" })).outcome;
  const failure = {
    class: "user",
    explanation: "scope-not-granted",
    parameters: { scope: "https://mail.google.com/" },
  };
  expect(outcome).toEqual({ ok: false, failure });
});

test("a grant whose scope is not told, or has what is needed, or was not asked for it, is taken (RFC 6749 §5.1)", async () => {
  expect((await redeem(answer(200, { access_token: "at-1" })).outcome).ok).toBe(true);
  const all = "openid https://www.googleapis.com/auth/userinfo.email https://mail.google.com/";
  expect((await redeem(answer(200, { access_token: "at-1", scope: all })).outcome).ok).toBe(true);
  const narrow = documentOf("google-mail", { Scope: "openid" });
  expect((await redeem(answer(200, { access_token: "at-1", scope: "openid" }), narrow).outcome).ok).toBe(true);
});
