import { expect, test } from "vitest";
import { providerErrorText } from "./provider-error-text.ts";

test.each([
  ["invalid_grant", "70000", "Expired.", "invalid_grant (error code 70000): Expired."],
  ["invalid_grant", undefined, "Expired.", "invalid_grant: Expired."],
  ["invalid_grant", undefined, undefined, "invalid_grant"],
  [undefined, "70000", "Expired.", "Error code 70000: Expired."],
  [undefined, undefined, undefined, ""],
])("parity 35: %s, %s, %s is told as “%s”", (providerError, providerCode, providerDescription, text) => {
  const problem = {
    ...(providerError && { providerError }),
    ...(providerCode && { providerCode }),
    ...(providerDescription && { providerDescription }),
  };
  expect(providerErrorText(problem)).toBe(text);
});
