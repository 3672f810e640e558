import { secret } from "@grantry/schema";
import { expect, test } from "vitest";
import { revokeGrant } from "./revocation.ts";
import type { OutgoingAnswer } from "./send.ts";
import { answer, documentOf, providerThatGives, secrets } from "./testing/answers.ts";

const RevocationUrl = "https://login.example.com/revoke";

async function revoke(answers: OutgoingAnswer[], Grantry: Record<string, string> = { RevocationUrl }) {
  const provider = providerThatGives(...answers);
  const outcome = await revokeGrant(provider.send, {
    document: documentOf("custom", { Grantry }),
    credentials: secrets("s-1", "s-2"),
    refreshToken: secret("rt-1"),
    accessToken: secret("at-1"),
    now: () => 0,
  });
  return { outcome, provider };
}

test("the refresh token is given back, then the access token, each with the client's proof (RFC 7009 §2.1)", async () => {
  const { outcome, provider } = await revoke([answer(200), answer(200)]);
  expect(outcome).toEqual({ kind: "revoked" });
  expect(provider.requests.map(({ method, url }) => `${method} ${url}`)).toEqual(
    Array(2).fill(`POST ${RevocationUrl}`),
  );
  expect(provider.bodies().map((body) => Object.fromEntries(body))).toEqual([
    { token: "rt-1", token_type_hint: "refresh_token", client_id: "client-1", client_secret: "s-1" },
    { token: "at-1", token_type_hint: "access_token", client_id: "client-1", client_secret: "s-1" },
  ]);
});

test("the second secret is tried where the first is refused", async () => {
  const { outcome, provider } = await revoke([answer(401, { error: "invalid_client" }), answer(200), answer(200)]);
  expect(outcome).toEqual({ kind: "revoked" });
  expect(provider.bodies()[1]?.get("client_secret")).toBe("s-2");
});

test("what is gone already counts as revoked, and so does an access token that cannot be", async () => {
  const gone = answer(400, { error: "invalid_token" });
  const { outcome } = await revoke([gone, answer(400, { error: "unsupported_token_type" })]);
  expect(outcome).toEqual({ kind: "revoked" });
});

test("where the refresh token cannot be revoked, the access token is all the same (RFC 7009 §2.2.1)", async () => {
  const { outcome, provider } = await revoke([answer(400, { error: "unsupported_token_type" }), answer(200)]);
  expect(outcome).toEqual({ kind: "revoked" });
  expect(provider.bodies()[1]?.get("token")).toBe("at-1");
});

test("where neither can be revoked, that is told", async () => {
  const { outcome } = await revoke(Array(2).fill(answer(400, { error: "unsupported_token_type" })));
  expect(outcome).toMatchObject({ kind: "failed", failure: { error: "unsupported_token_type" } });
});

test("no endpoint, nobody asked", async () => {
  const { outcome, provider } = await revoke([], {});
  expect([outcome, provider.requests]).toEqual([{ kind: "not-offered" }, []]);
});

test.each([
  ["a refusal", answer(400, { error: "invalid_request" }), {}],
  [
    "a busy provider (RFC 7009 §2.2.1)",
    answer(503, "", { "retry-after": "30" }),
    { class: "transient", retryAfterSeconds: 30 },
  ],
  ["a web page", answer(403, "<html>"), { class: "transient" }],
  ["a redirect", answer(302, "", { location: "https://elsewhere.example" }), {}],
  [
    "nothing",
    { ok: false, reason: "timeout", host: "login.example.com" } as const,
    { class: "transient", explanation: "timeout" },
  ],
])("%s fails, and quotes no token", async (_what, got, facts) => {
  const { outcome } = await revoke([got]);
  expect(outcome).toMatchObject({ kind: "failed", failure: facts });
  expect(JSON.stringify(outcome)).not.toMatch(/rt-1|at-1|s-1/);
});
