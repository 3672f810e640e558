import { expect, test } from "vitest";
import { googleMeaning } from "./google.ts";

test.each([
  ["invalid_grant", undefined, "Token has been expired or revoked.", "reauth", "google-withdrawn"],
  ["invalid_grant", undefined, "Bad Request", "reauth", "google-grant-unusable"],
  ["invalid_grant", undefined, "Account has been deleted", "provider-admin", "google-account-gone"],
  ["invalid_grant", "invalid_rapt", "reauth related error (invalid_rapt)", "provider-admin", "google-session-control"],
  ["invalid_client", undefined, "The OAuth client was not found.", "config", "google-client-unknown"],
])("%s with %s and “%s” means %s", (error, code, description, failureClass, explanation) => {
  const facts = { error, description, ...(code && { code }) };
  expect(googleMeaning(facts)).toEqual({ class: failureClass, explanation });
});

test("the same words under another error mean nothing", () => {
  expect(googleMeaning({ error: "invalid_scope", description: "Bad Request" })).toBeUndefined();
  expect(googleMeaning({})).toBeUndefined();
});
