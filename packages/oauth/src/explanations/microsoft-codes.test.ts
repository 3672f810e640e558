import { expect, test } from "vitest";
import { microsoftMeanings } from "./microsoft-codes.ts";

test.each([
  [7000215, "config", "secret-wrong"],
  [7000222, "config", "secret-expired"],
  [700016, "config", "app-not-found"],
  [50194, "config", "tenant-needed"],
  [9001023, "config", "tenant-needed"],
  [50011, "config", "redirect-uri-unregistered"],
  [700084, "reauth", "spa-token-ended"],
  [700082, "reauth", "token-unused"],
  [50173, "reauth", "sessions-revoked"],
  [54005, "user", "code-used"],
  [501481, "bug", "pkce-mismatch"],
  [50076, "reauth", "second-factor"],
  [50079, "provider-admin", "second-factor-setup"],
  [53003, "provider-admin", "blocked-by-policy"],
  [65001, "provider-admin", "consent-missing"],
  [65004, "user", "declined"],
  [28002, "config", "scopes-mixed"],
  [50105, "provider-admin", "user-not-assigned"],
  [50196, "transient", "asked-too-often"],
  [90033, "transient", "provider-busy"],
])("AADSTS%i means %s: %s", (code, failureClass, explanation) => {
  expect(microsoftMeanings[String(code)]).toEqual({ class: failureClass, explanation });
});
