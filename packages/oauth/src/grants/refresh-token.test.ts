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
    grantedScope: null,
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

test("a token for another resource is asked for again with the scope, once: refused, it is not taken, but nothing rotated is lost", async () => {
  const { TokenByRefreshToken: asIs, ...requests } = documentOf("exchange-online").Requests;
  if (!asIs) throw new Error("the template renews");
  const { scope: _scope, ...mapping } = asIs.Request.AutofilledParametersMapping ?? {};
  const withoutScope = { ...asIs, Request: { ...asIs.Request, AutofilledParametersMapping: mapping } };
  const document = { ...documentOf("exchange-online"), Requests: { ...requests, TokenByRefreshToken: withoutScope } };
  const graph = { access_token: "graph", scope: "User.Read" };
  const elsewhere = answer(200, { ...graph, refresh_token: "rt-2" });
  const mailScope = "https://outlook.office.com/IMAP.AccessAsUser.All";
  const refreshAt = async (grantedScope: string | null, ...answers: Parameters<typeof providerThatGives>) => {
    const provider = providerThatGives(...answers);
    const request = { credentials: secrets("s-1"), refreshToken: secret("rt-1"), redirectUri: "", now: () => 0 };
    const outcome = await requestTokenByRefreshToken(provider.send, { document, grantedScope, ...request });
    const token = outcome.ok ? outcome.token : undefined;
    const given = [token?.accessToken.reveal(), token?.refreshToken?.reveal()];
    const failure = outcome.ok ? undefined : outcome.failure;
    return { given, failure, sent: provider.bodies().map((body) => [body.get("refresh_token"), body.has("scope")]) };
  };
  const healed = await refreshAt(mailScope, elsewhere, answer(200, { access_token: "mail", scope: mailScope }));
  expect(healed).toMatchObject({
    given: ["mail", "rt-2"],
    sent: [
      ["rt-1", false],
      ["rt-2", true],
    ],
  });
  const refused = await refreshAt(`${mailScope} openid`, elsewhere, answer(400, { error: "invalid_scope" }));
  expect(refused.given).toEqual(["graph", "rt-2"]);
  const untaken = await refreshAt(mailScope, answer(200, graph), answer(400, { error: "invalid_scope" }));
  expect(untaken).toMatchObject({ given: [undefined, undefined], failure: { class: "config" } });
  for (const asBefore of [null, "User.Read", "openid", "User.Read Mail.Read"]) {
    expect((await refreshAt(asBefore, elsewhere)).sent).toHaveLength(1);
  }
});
