import { expect, test } from "vitest";
import { explain } from "./explanations/index.ts";
import { refusalShown } from "./shown-error.ts";

test.each([
  ["Access blocked: This app's request is invalid\nError 400: redirect_uri_mismatch", "redirect-uri-unregistered"],
  [
    "You can't sign in because Desk sent an invalid request. Error 400: invalid_request\nthis app doesn't comply with Google's OAuth 2.0 policy",
    "google-redirect-policy",
  ],
  [
    "Error 403: access_denied. Desk has not completed the Google verification process. The app is currently being tested",
    "google-test-users",
  ],
  ["Error 400: admin_policy_enforced", "google-app-untrusted"],
  ["Error 403: org_internal", "google-internal-app"],
  ["Error 403: disallowed_useragent", "browser-refused"],
  ["Error 403: restricted_client", "google-unverified-app"],
  ["The OAuth client was deleted. Error 401: deleted_client", "client-deleted"],
  ["The OAuth client was not found. Error 401: invalid_client", "google-client-unknown"],
  ["Some requested scopes were invalid. Error 400: invalid_scope", "scope-refused"],
  ["Sorry, but we're having trouble signing you in. AADSTS50011: The redirect URI 'x' …", "redirect-uri-unregistered"],
  ["AADSTS700016: Application with identifier …", "app-not-found"],
])("%s", (text, explanation) => {
  expect(refusalShown(text).explanation).toBe(explanation);
});

test("what holds no known word is told as the provider's own", () => {
  const failure = refusalShown("Something went wrong.\u0007 Try the pigeon_post");
  expect(failure).toMatchObject({ explanation: "unknown-refusal", error: "pigeon_post" });
  expect(explain(failure, "en").detail).toContain("Something went wrong.");
  expect(refusalShown("").explanation).toBe("unknown-refusal");
});
