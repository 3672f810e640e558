import { expect, test } from "vitest";
import { documentOf } from "../testing/answers.ts";
import { grantOf, refreshIsConfigured, renewsByItself, tokenRequestOf, tokenUrlOf } from "./index.ts";

test("parity 4: a document without AuthFlow uses the authorization code", () => {
  expect(grantOf({ Requests: {} })).toBe("authorization_code");
  expect(grantOf(documentOf("exchange-online-app"))).toBe("client_credentials");
});

test("each grant knows its token URL", () => {
  const [byCode, byClient] = [documentOf("google-mail"), documentOf("exchange-online-app")];
  expect(tokenUrlOf(byCode, "authorization_code")).toBe("https://oauth2.googleapis.com/token");
  expect(tokenUrlOf(byCode, "client_credentials")).toBe("");
  expect(tokenRequestOf(byClient)?.Request.URL).toBe(tokenUrlOf(byClient, "client_credentials"));
});

test("parity 41: renewal takes a refresh token only after a sign-in, and only where the document says how", () => {
  expect([renewsByItself("authorization_code"), renewsByItself("device_code")]).toEqual([false, false]);
  expect([renewsByItself("client_credentials"), renewsByItself("jwt_bearer")]).toEqual([true, true]);
  expect([refreshIsConfigured(documentOf("google-mail")), refreshIsConfigured(documentOf("custom"))]).toEqual([
    true,
    false,
  ]);
  expect(refreshIsConfigured({ Requests: {} })).toBe(false);
});
