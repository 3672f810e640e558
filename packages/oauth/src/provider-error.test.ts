import type { ProviderFailure } from "@grantry/schema";
import { expect, test } from "vitest";
import { parseMembers } from "./answer-members.ts";
import { refusalOfAnswer, refusalOfNetwork, settledAfter } from "./provider-error.ts";
import { quoting } from "./quote.ts";

const now = Date.parse("2026-11-24T09:00:00Z");
const quote = quoting([]);

function refusal(status: number, body: object | string, headers: Record<string, string> = {}) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return refusalOfAnswer({ status, headers: new Headers(headers), text, members: parseMembers(text, {}), now }, quote);
}

test.each([
  ["invalid_request", "config", "invalid-request"],
  ["invalid_client", "config", "client-refused"],
  ["invalid_grant", "reauth", "grant-withdrawn"],
  ["unauthorized_client", "config", "grant-not-allowed"],
  ["unsupported_grant_type", "config", "grant-unsupported"],
  ["invalid_scope", "config", "scope-refused"],
  ["invalid_target", "config", "resource-unknown"],
  ["interaction_required", "reauth", "sign-in-again"],
  ["temporarily_unavailable", "transient", "provider-busy"],
  ["deleted_client", "config", "client-deleted"],
  ["redirect_uri_mismatch", "config", "redirect-uri-unregistered"],
  ["something_else", "transient", "unknown-refusal"],
  ["__proto__", "transient", "unknown-refusal"],
])("the error %s of a token endpoint means %s (RFC 6749 §5.2)", (error, failureClass, explanation) => {
  for (const status of [400, 401, 403]) {
    expect(refusal(status, { error })).toEqual({ class: failureClass, explanation, error });
  }
});

test.each([408, 425, 429])("status %i is never bad credentials, whatever the body says", (status) => {
  expect(refusal(status, { error: "invalid_client" })).toMatchObject({
    class: "transient",
    explanation: "provider-busy",
  });
  expect(refusal(status, { error: "invalid_grant" })).toMatchObject({ class: "transient" });
});

test.each([500, 502, 503, 504])("status %i passes, unless its body has an error of the standard", (status) => {
  expect(refusal(status, "")).toMatchObject({ class: "transient", explanation: "provider-busy" });
  expect(refusal(status, { error: "unknown" })).toMatchObject({ class: "transient", explanation: "provider-busy" });
  expect(refusal(status, { error: "invalid_client" })).toMatchObject({ class: "transient" });
  expect(refusal(status, { error: "invalid_grant" })).toMatchObject({ class: "reauth" });
});

test.each([
  [502, "<title>Bad gateway</title>", "not-the-provider"],
  [403, "<title>Forbidden</title>", "not-the-provider"],
  [404, "<title>Not found</title>", "token-url-wrong"],
  [405, "", "token-url-wrong"],
  [401, "", "unknown-refusal"],
])("status %i with %s is told as %s and passes at first", (status, body, explanation) => {
  expect(refusal(status, body)).toMatchObject({ class: "transient", explanation });
});

/** The class of each of these failures, one after the other. */
function classesOf(...failures: ProviderFailure[]): string[] {
  let before: ProviderFailure | null = null;
  return failures.map((failure) => {
    before = settledAfter(before, failure);
    return before.class;
  });
}

test("what may be passing or wrong settings passes twice in a row, then the settings are to blame (decision 15)", () => {
  for (const odd of [refusal(400, { error: "odd" }), refusal(401, ""), refusal(404, "<html>")])
    expect(classesOf(odd, odd, odd, odd)).toEqual(["transient", "transient", "config", "config"]);
  for (const passing of [refusal(503, ""), refusal(403, "<html>")])
    expect(classesOf(...Array(5).fill(passing))).toEqual(Array(5).fill("transient"));
  expect(classesOf(refusal(400, { error: "invalid_grant" }))).toEqual(["reauth"]);
});

test("other failures in between do not count: only the same, again and again, blames the settings", () => {
  const [odd, other, busy] = [refusal(400, { error: "odd" }), refusal(400, { error: "other" }), refusal(503, "")];
  expect(new Set(classesOf(odd, odd, busy, odd, odd, other, odd, busy, busy, odd))).toEqual(new Set(["transient"]));
});

test("HubSpot's refusals, which have a status in place of an error, show it", () => {
  const body = { status: "BAD_REFRESH_TOKEN", message: "missing or unknown refresh token" };
  expect(refusal(400, body)).toMatchObject({ error: "BAD_REFRESH_TOKEN", description: body.message });
});

test("Microsoft's loop detection is left alone for five minutes", () => {
  const looped = refusal(400, { error: "invalid_grant", error_codes: [50196] });
  expect(looped).toMatchObject({ class: "transient", explanation: "asked-too-often", retryAfterSeconds: 300 });
});

test("a page is known by what it is called, too", () => {
  expect(refusal(502, "Bad gateway", { "content-type": "text/html; charset=utf-8" })).toMatchObject({
    explanation: "not-the-provider",
  });
});

test.each([
  ["120", 120],
  ["Tue, 24 Nov 2026 09:02:00 GMT", 120],
  ["86400", 3600],
  ["0", undefined],
  ["soon", undefined],
  ["Tue, 24 Nov 2020 09:02:00 GMT", undefined],
])("Retry-After: %s means %s seconds (RFC 9110 §10.2.3)", (header, seconds) => {
  expect(refusal(429, "", { "retry-after": header }).retryAfterSeconds).toBe(seconds);
});

test("takes Microsoft's code from error_codes or from the words, and its trace id", () => {
  const body = {
    error: "invalid_client",
    error_description: "AADSTS7000222: expired",
    error_codes: [7000222],
    trace_id: "t-1",
    correlation_id: "c-1",
  };
  const expected = {
    class: "config",
    explanation: "secret-expired",
    error: "invalid_client",
    code: "AADSTS7000222",
    traceId: "t-1",
  };
  expect(refusal(401, body)).toMatchObject(expected);
  expect(refusal(401, { ...body, error_codes: undefined, trace_id: undefined })).toMatchObject({
    ...expected,
    traceId: "c-1",
  });
});

test("an unknown code of Microsoft has the meaning of its error, and is shown", () => {
  const body = { error: "invalid_grant", error_codes: [999999], error_description: "AADSTS999999: new" };
  expect(refusal(400, body)).toMatchObject({ class: "reauth", explanation: "grant-withdrawn", code: "AADSTS999999" });
});

test("a known code says who has to act, but what the standard calls passing is tried again", () => {
  expect(refusal(400, { error: "invalid_grant", error_codes: [53003] })).toMatchObject({ class: "provider-admin" });
  expect(refusal(400, { error: "temporarily_unavailable", error_codes: [7000222] })).toMatchObject({
    class: "transient",
  });
  expect(refusal(429, { error: "invalid_client", error_codes: [7000222] })).toMatchObject({ class: "transient" });
});

test("descriptions are cut to 500 characters, codes to 100", () => {
  const failure = refusal(400, { error: "e".repeat(200), error_description: "d".repeat(2000) });
  expect([failure.error?.length, failure.description?.length]).toEqual([101, 501]); // with the sign that something was cut
});

test("an error can be an object, as Google's APIs send it", () => {
  const body = { error: { code: 403, status: "PERMISSION_DENIED", message: "Not enabled" } };
  expect(refusal(403, body)).toMatchObject({ error: "PERMISSION_DENIED", description: "Not enabled" });
});

test.each([
  ["timeout", "transient", "timeout"],
  ["dns", "transient", "host-unknown"],
  ["refused", "transient", "connection-refused"],
  ["tls", "transient", "tls-failed"],
  ["reset", "transient", "connection-lost"],
  ["unreachable", "transient", "unreachable"],
  ["blocked", "config", "blocked-address"],
] as const)("no answer because of %s is %s", (reason, failureClass, explanation) => {
  const failure = refusalOfNetwork({ ok: false, reason, host: "h.example" }, quote);
  expect(failure).toEqual({ class: failureClass, explanation, host: "h.example" });
});
