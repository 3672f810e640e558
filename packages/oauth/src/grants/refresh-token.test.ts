import { secret } from "@grantry/schema";
import { expect, test } from "vitest";
import { answer, documentOf, providerThatGives, secrets } from "../testing/answers.ts";
import { requestTokenByRefreshToken } from "./refresh-token.ts";

async function refresh(body: object, status = 200) {
  const provider = providerThatGives(answer(status, body));
  const outcome = await requestTokenByRefreshToken(provider.send, {
    document: documentOf("exchange-online"),
    credentials: secrets("s-1"),
    refreshToken: secret("rt-1"),
    redirectUri: "https://desk.example.com/cb",
    stored: { Token: secret("at-0") },
    now: () => 0,
  });
  return { provider, outcome };
}

test("parity 23: sends the refresh token, and the scope in Microsoft's template (RFC 6749 §6)", async () => {
  const { provider } = await refresh({ access_token: "at-1" });
  const sent = Object.fromEntries(provider.bodies()[0] ?? []);
  expect(sent).toMatchObject({ grant_type: "refresh_token", refresh_token: "rt-1" });
  expect(sent["scope"]).toMatch(/IMAP\.AccessAsUser\.All/);
});

test("gives a new refresh token where one comes, and none where none comes (RFC 6749 §6)", async () => {
  const rotated = await refresh({ access_token: "at-1", refresh_token: "rt-2" });
  expect(rotated.outcome.ok && rotated.outcome.token.refreshToken?.reveal()).toBe("rt-2");
  const kept = await refresh({ access_token: "at-1" });
  expect(kept.outcome.ok && kept.outcome.token.refreshToken).toBeUndefined();
});

test("a refused refresh token needs a new sign-in (RFC 6749 §5.2)", async () => {
  const { outcome } = await refresh({ error: "invalid_grant", error_codes: [700082] }, 400);
  expect(outcome).toMatchObject({ failure: { class: "reauth", explanation: "token-unused" } });
});
