import { expect, test } from "vitest";
import { answer, documentOf, providerThatGives, secrets } from "../testing/answers.ts";
import { requestTokenByClientCredentials } from "./client-credentials.ts";

test("asks for a token of the client itself at the tenant's own URL (RFC 6749 §4.4)", async () => {
  const provider = providerThatGives(answer(200, { access_token: "at-1", expires_in: "3599" }));
  const outcome = await requestTokenByClientCredentials(provider.send, {
    document: documentOf("exchange-online-app"),
    credentials: secrets("s-1"),
    now: () => 0,
  });
  expect(outcome).toMatchObject({ ok: true, token: { expiresInSeconds: 3599 } });
  expect(provider.requests[0]?.url).toBe("https://login.microsoftonline.com/contoso.example/oauth2/v2.0/token");
  expect(Object.fromEntries(provider.bodies()[0] ?? [])).toEqual({
    client_id: "client-1",
    client_secret: "s-1",
    grant_type: "client_credentials",
    scope: "https://outlook.office365.com/.default",
  });
});
