import { secret } from "@grantry/schema";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { OutgoingAnswer } from "./send.ts";
import { answer, idTokenWith } from "./testing/answers.ts";
import { readTokenResponse } from "./token-response.ts";

const sent = [secret("client-secret-1"), secret("refresh-token-1")];
const good = { access_token: "at-1", token_type: "Bearer", expires_in: 3600 };

function read(got: OutgoingAnswer & { ok: true }, mapping: Record<string, string> = {}) {
  return readTokenResponse(got, { host: "login.example.com", mapping, defaultLifetime: undefined, sent, now: 0 });
}

function tokenOf(got: OutgoingAnswer & { ok: true }, mapping: Record<string, string> = {}) {
  const outcome = read(got, mapping);
  if (!outcome.ok) throw new Error(`refused: ${outcome.failure.explanation}`);
  return outcome.token;
}

test("takes what the answer says (RFC 6749 §5.1)", () => {
  const token = tokenOf(
    answer(200, {
      ...good,
      refresh_token: "rt-1",
      scope: "a b",
      refresh_token_expires_in: 60,
      id_token: idTokenWith({ email: "d@example.com" }),
    }),
  );
  expect(token).toMatchObject({
    tokenType: "Bearer",
    expiresInSeconds: 3600,
    expirySource: "provider",
    refreshTokenExpiresInSeconds: 60,
    scope: "a b",
    accountNames: ["d@example.com"],
  });
  expect([token.accessToken.reveal(), token.refreshToken?.reveal()]).toEqual(["at-1", "rt-1"]);
});

test("parity 26: what the answer does not mention is undefined, so that the stored value stays (RFC 6749 §6)", () => {
  const { refreshToken, refreshTokenExpiresInSeconds, scope, accountNames } = tokenOf(answer(200, good));
  expect([refreshToken, refreshTokenExpiresInSeconds, scope, accountNames]).toEqual([
    undefined,
    undefined,
    undefined,
    [],
  ]);
});

test("an empty refresh token counts as none", () => {
  expect(tokenOf(answer(200, { ...good, refresh_token: "" })).refreshToken).toBeUndefined();
  expect(tokenOf(answer(200, { ...good, refresh_token: null })).refreshToken).toBeUndefined();
});

test.each([200, 201, 203])("any 2xx can bring a token: %i", (status) => {
  expect(read(answer(status, good)).ok).toBe(true);
});

test.each(["bearer", "BEARER", "N_A", undefined])("the token type %s is bearer (RFC 6749 §5.1)", (token_type) => {
  expect(tokenOf(answer(200, { ...good, token_type })).tokenType).toBe("Bearer");
});

test.each(["DPoP", "mac"])("a token of the type %s cannot be used", (token_type) => {
  const failure = { class: "config", explanation: "token-type", parameters: { type: token_type } };
  expect(read(answer(200, { ...good, token_type }))).toMatchObject({ ok: false, failure });
});

test.each([
  [["a", "b"], "a b"],
  ["a,b", "a b"],
  [" a  b ", "a b"],
  ["", undefined],
  [5, undefined],
])("the scope %j is read as %s", (scope, expected) => {
  expect(tokenOf(answer(200, { ...good, scope })).scope).toBe(expected);
});

test("reads a form in place of JSON, whatever its content type", () => {
  const token = tokenOf(
    answer(200, "access_token=at-1&token_type=bearer&expires_in=60", { "content-type": "text/plain" }),
  );
  expect([token.accessToken.reveal(), token.expiresInSeconds]).toEqual(["at-1", 60]);
});

test("of duplicate members the last counts", () => {
  expect(tokenOf(answer(200, '{"access_token":"first","access_token":"last"}')).accessToken.reveal()).toBe("last");
});

test("parity 25: members are found where the document maps them, by path too", () => {
  const body = { access_token: "bot", authed_user: { access_token: "user" } };
  expect(tokenOf(answer(200, body), { "authed_user.access_token": "Token" }).accessToken.reveal()).toBe("user");
});

test.each([
  ["an error in a 200", answer(200, { error: "invalid_grant" }), "reauth", "grant-withdrawn"],
  ["an error beside a token", answer(200, { ...good, error: "invalid_client" }), "config", "client-refused"],
  ["ok: false", answer(200, { ok: false, error: "token_revoked" }), "transient", "unknown-refusal"],
  [
    "an error object",
    answer(200, { error: { status: "PERMISSION_DENIED", message: "no" } }),
    "transient",
    "unknown-refusal",
  ],
  ["no access token", answer(200, { token_type: "bearer" }), "transient", "no-access-token"],
  ["an access token that is no text", answer(200, { access_token: 5 }), "transient", "no-access-token"],
  ["an access token with a line break", answer(200, { access_token: "a\r\nb" }), "transient", "no-access-token"],
  ["a list", answer(200, "[]"), "transient", "answer-unreadable"],
  ["null", answer(200, "null"), "transient", "answer-unreadable"],
  ["broken JSON", answer(200, '{"access_token":"at'), "transient", "answer-unreadable"],
  ["invalid UTF-8", answer(200, Uint8Array.of(0xff, 0xfe, 0x7b)), "transient", "answer-unreadable"],
  ["a web page", answer(200, "<!doctype html><title>Sign in to Wi-Fi</title>"), "transient", "not-the-provider"],
  ["nothing", answer(200), "transient", "answer-empty"],
  ["nothing (204)", answer(204), "transient", "answer-empty"],
  ["too much", { ...answer(200, JSON.stringify(good)), truncated: true }, "transient", "answer-too-large"],
  ["a redirect", answer(302, "", { location: "https://x.example/login" }), "config", "redirected"],
  ["a redirect with a token in it", answer(307, good), "config", "redirected"],
])("an answer with %s brings no token", (_what, got, failureClass, explanation) => {
  const failure = { class: failureClass, explanation, host: "login.example.com", httpStatus: got.status };
  expect(read(got)).toMatchObject({ ok: false, failure });
});

test("damaged characters in a token are no token", () => {
  const bytes = new TextEncoder().encode('{"access_token":"a?b"}').map((byte) => (byte === 0x3f ? 0xff : byte));
  expect(read(answer(200, bytes))).toMatchObject({ failure: { explanation: "no-access-token" } });
});

test("an error in Latin-1 keeps its meaning", () => {
  const text = '{"error":"invalid_grant","error_description":"abgelaufen: ?"}';
  const bytes = new TextEncoder().encode(text).map((byte) => (byte === 0x3f ? 0xfc : byte));
  expect(read(answer(400, bytes))).toMatchObject({ failure: { class: "reauth", error: "invalid_grant" } });
});

test("shows the title of a page, and of an unreadable answer nothing", () => {
  const page = read(answer(200, "<html><title> Sign in </title><body>client-secret-1</body>"));
  expect(page).toMatchObject({ failure: { description: "Sign in" } });
  expect(JSON.stringify(read(answer(200, '{"access_token":"at-1')))).not.toContain("at-1");
});

test("of an answer that is too large it shows the beginning, and nothing that could be a token", () => {
  const tooLarge = (body: string) => read({ ...answer(200, body), truncated: true });
  const log = `Sat Nov 28 server says hello ${"a1".repeat(30)} and on ${"and on ".repeat(60)}`;
  const told = tooLarge(log);
  expect(told).toMatchObject({ failure: { explanation: "answer-too-large" } });
  const description = told.ok ? "" : (told.failure.description ?? "");
  expect(description).toMatch(/^Sat Nov 28 server says hello \[…\] and on/);
  expect(description.length).toBeLessThanOrEqual(201);
  for (const body of [JSON.stringify({ access_token: "t".repeat(10) }), "access_token=short&a=b", '"short"'])
    expect(tooLarge(body)).not.toHaveProperty("failure.description");
});

test("words in place of a status are an error where there is no token, and none beside one", () => {
  const refused = read(answer(200, { status: "BAD_REFRESH_TOKEN", message: "unknown" }));
  expect(refused).toMatchObject({ ok: false, failure: { error: "BAD_REFRESH_TOKEN", description: "unknown" } });
  expect(read(answer(200, { ...good, status: "ok" })).ok).toBe(true);
});

test("shows where a redirect leads without its query", () => {
  const redirected = read(answer(302, "", { location: "https://x.example/login?code=1#2" }));
  expect(redirected).toMatchObject({ failure: { description: "https://x.example/login" } });
});

test("never throws on any bytes, status and headers", () => {
  const body = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.json().map((text) => new TextEncoder().encode(text)),
  );
  fc.assert(
    fc.property(body, fc.integer({ min: 100, max: 599 }), fc.boolean(), (bytes, status, truncated) => {
      expect(read({ ...answer(status, bytes), truncated })).toHaveProperty("ok");
    }),
  );
});

test("what was sent never stands in a failure, wherever the provider repeats it", () => {
  const anySecret = fc.string({ minLength: 8, maxLength: 40 });
  const place = fc.constantFrom(
    "error",
    "error_description",
    "error_codes",
    "error_subtype",
    "trace_id",
    "correlation_id",
    "token_type",
    "message",
  );
  fc.assert(
    fc.property(anySecret, place, fc.string(), fc.integer({ min: 200, max: 599 }), (value, member, around, status) => {
      const body = { error: "invalid_request", access_token: "x", [member]: `${around}${value}${around}` };
      const reading = { host: "h", mapping: {}, defaultLifetime: undefined, sent: [secret(value)], now: 0 };
      const outcome = readTokenResponse(answer(status, body, { location: "https://x.example" }), reading);
      expect(
        outcome.ok
          ? []
          : Object.values(outcome.failure).flatMap((fact) =>
              typeof fact === "string" && fact.includes(value) ? [fact] : [],
            ),
      ).toEqual([]);
    }),
  );
});
