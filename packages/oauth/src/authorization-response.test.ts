import fc from "fast-check";
import { expect, test } from "vitest";
import { readAuthorizationResponse } from "./authorization-response.ts";
import { documentOf } from "./testing/answers.ts";

const practice = documentOf("practice"); // its issuer is required
const issuer = "http://127.0.0.1:9000";

function read(query: Record<string, string> | string, document = practice) {
  return readAuthorizationResponse(new URLSearchParams(query), document);
}

test("takes the code of an answer by the right issuer", () => {
  const response = read({ code: "c-1", state: "s-1", iss: issuer });
  expect(response.ok && response.code.reveal()).toBe("c-1");
});

test("refuses another issuer before anything else, an error included (RFC 9207 §2.4)", () => {
  const wrong = { ok: false, kind: "wrong-issuer", expected: issuer, got: "https://evil.example" };
  expect(read({ code: "c-1", state: "s-1", iss: "https://evil.example" })).toEqual(wrong);
  expect(read({ error: "access_denied", state: "s-1", iss: "https://evil.example" })).toEqual(wrong);
});

test("compares issuers letter by letter (RFC 9207 §2.4)", () => {
  expect(read({ code: "c-1", iss: `${issuer}/` })).toMatchObject({ kind: "wrong-issuer" });
});

test("refuses an answer without issuer only where one is promised", () => {
  expect(read({ code: "c-1", state: "s-1" })).toMatchObject({ kind: "wrong-issuer", got: "–" });
  expect(read({ code: "c-1", state: "s-1" }, documentOf("google-mail")).ok).toBe(true);
  expect(read({ code: "c-1", iss: "https://evil.example" }, documentOf("google-mail"))).toMatchObject({
    kind: "wrong-issuer",
  });
  expect(read({ code: "c-1", iss: "https://anyone.example" }, documentOf("exchange-online")).ok).toBe(true);
});

test.each([
  "code=a&code=b",
  "code=a&state=s&state=s",
  "error=a&error=b",
  "code=a&iss=ISS",
  "code=&state=s",
  "state=s",
  "",
])("refuses %s as incomplete: every parameter once (RFC 6749 §3.1)", (query) => {
  const both = `${query}&iss=${encodeURIComponent(issuer)}`.replace("ISS", encodeURIComponent(issuer));
  expect(read(both)).toEqual({ ok: false, kind: "incomplete" });
});

test.each([
  ["access_denied", "user", "declined"],
  ["invalid_request", "config", "authorization-request-refused"],
  ["unauthorized_client", "config", "code-flow-not-allowed"],
  ["unsupported_response_type", "config", "code-flow-unsupported"],
  ["invalid_scope", "config", "scope-refused"],
  ["server_error", "transient", "provider-busy"],
  ["temporarily_unavailable", "transient", "provider-busy"],
  ["login_required", "reauth", "sign-in-again"],
  ["admin_policy_enforced", "provider-admin", "google-app-untrusted"],
  ["constructor", "user", "unknown-refusal"],
])("the error %s means %s (RFC 6749 §4.1.2.1)", (error, failureClass, explanation) => {
  const response = read({ error, state: "s-1", iss: issuer });
  expect(response).toEqual({ ok: false, kind: "refused", failure: { class: failureClass, explanation, error } });
});

test("an error wins over a code that came along", () => {
  expect(read({ code: "c-1", error: "access_denied", iss: issuer })).toMatchObject({ kind: "refused" });
});

test("reads Microsoft's code and trace id from its description", () => {
  const description =
    "AADSTS65004: User declined to consent. Trace ID: 0a1b2c3d-0000-4000-8000-00000000beef Correlation ID: x Timestamp: y";
  const response = read(
    { error: "access_denied", error_subcode: "cancel", error_description: description },
    documentOf("exchange-online"),
  );
  expect(response).toMatchObject({
    failure: {
      class: "user",
      explanation: "declined",
      code: "AADSTS65004",
      traceId: "0a1b2c3d-0000-4000-8000-00000000beef",
    },
  });
});

test("code and state never stand in a failure", () => {
  const response = read({
    error: "invalid_request",
    error_description: "bad code-123456 for state-654321",
    code: "code-123456",
    state: "state-654321",
    iss: issuer,
  });
  expect(JSON.stringify(response)).not.toMatch(/code-123456|state-654321/);
});

test("never throws, whatever comes", () => {
  const name = fc.oneof(
    fc.constantFrom("code", "state", "iss", "error", "error_description", "__proto__"),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(name, fc.string({ unit: "binary" }))), (query) => {
      expect(readAuthorizationResponse(new URLSearchParams(query), practice)).toHaveProperty("ok");
    }),
  );
});
