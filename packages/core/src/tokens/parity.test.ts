import { startDeployment, startTokenEndpoint } from "@grantry/testing";
import { forEachTest } from "@grantry/testing/for-each-test";
import { expect, test } from "vitest";
import { notificationsFor } from "../notifications/list.ts";
import { egressRules, setSetting } from "../settings.ts";
import { authorizedMailbox, mailboxInput, storedToken } from "../testing/mailbox.ts";
import { createTokenConfig } from "../token-configs/create.ts";
import { getTokenConfig } from "../token-configs/view.ts";
import { accessTokenFor } from "./access-token-for.ts";
import { requestToken } from "./request-token.ts";

// Statements of the seed system's checklist about answers and expiry, from the provider's answer to what is stored.
// 31, 32, 36 and 37 are stated as they are replaced.

const endpoint = forEachTest(startTokenEndpoint);
const deployment = forEachTest(startDeployment);

const HOUR_MS = 3_600_000;
const token = async () => (await getTokenConfig(deployment.ctx, "Mailbox")).tokenConfig.token;
const renew = () => requestToken(deployment.ctx, "Mailbox", "refresh_token");
const answerNext = (status: number, body: object) => endpoint.answerNext({ status, body: JSON.stringify(body) });
const given = async () => (await accessTokenFor(deployment.ctx, "Mailbox")).accessToken;
const msUntil = (instant: string | null) => Date.parse(instant ?? "") - deployment.platform.now();

test("parity 25, 26: mapped members are stored, others are not; without a refresh token the stored one stays", async () => {
  await authorizedMailbox(deployment, endpoint);
  answerNext(200, { access_token: "first", expires_in: 3600, account: "somebody", Token: "unmapped" });
  await renew();
  const sent = endpoint.requests.at(-1)?.get("refresh_token");
  expect([await given(), (await token()).account]).toEqual(["first", null]);
  await renew();
  expect(endpoint.requests.at(-1)?.get("refresh_token")).toBe(sent);
});

test("parity 27, 28: lifetimes in seconds become dates, of the access token and of the refresh token", async () => {
  await authorizedMailbox(deployment, endpoint);
  answerNext(200, { access_token: "a", expires_in: 3600, refresh_token: "r", refresh_token_expires_in: 7200 });
  await renew();
  const { accessTokenExpiresAt, refreshTokenExpiresAt } = await token();
  expect(Math.round(msUntil(accessTokenExpiresAt) / 60_000)).toBe(60);
  expect(Math.round(msUntil(refreshTokenExpiresAt) / 60_000)).toBe(120);
});

test("parity 31, 32: a refusal is stored as facts and the tokens stay; the next success clears it", async () => {
  await authorizedMailbox(deployment, endpoint);
  const before = await given();
  answerNext(400, { error: "invalid_scope", error_description: "No such scope." });
  await expect(renew()).rejects.toThrow();
  expect((await token()).lastError).toMatchObject({
    providerError: "invalid_scope",
    providerDescription: "No such scope.",
  });
  expect(await given()).toBe(before);
  expect((await storedToken(deployment, "Mailbox")).hasRefreshToken).toBe(true);
  await renew();
  expect((await token()).lastError).toBeNull();
});

test("parity 36: no token yet is told like an expired one; a token without a date lives an hour, which is assumed", async () => {
  const notifications = { expiredToken: true, expiredRefreshToken: false };
  await createTokenConfig(deployment.ctx, mailboxInput(endpoint, { name: "Empty", notifications }));
  expect((await getTokenConfig(deployment.ctx, "Empty")).tokenConfig.token.status).toBe("never-requested");
  const told = (await notificationsFor(deployment.ctx)).map(({ kind, message }) => [kind, message]);
  expect(told).toContainEqual(["expired-token", expect.stringContaining("“Empty”")]);

  endpoint.setLifetime(undefined);
  await authorizedMailbox(deployment, endpoint);
  const { accessTokenExpiresAt, accessTokenExpiryAssumed } = await token();
  expect(Math.round(msUntil(accessTokenExpiresAt) / 60_000)).toBe(60);
  expect(accessTokenExpiryAssumed).toBe(true);
});

test("parity 37: a token is given out until its date, and counts as expired from then on alone", async () => {
  await authorizedMailbox(deployment, endpoint);
  const { accessTokenExpiresAt } = await token();
  endpoint.setOutage({ status: 503 });
  deployment.pass(msUntil(accessTokenExpiresAt) - 60_000);
  expect((await token()).status).not.toBe("expired");
  expect(await given()).not.toBe("");
  deployment.pass(HOUR_MS);
  await expect(given()).rejects.toMatchObject({ slug: expect.stringMatching(/provider|refresh/) });
});

test("parity 21: the redirect URI of the request for the code is sent again with the code, byte for byte", async () => {
  await setSetting(deployment.ctx, "ScriptAlias", "otrs/");
  await authorizedMailbox(deployment, endpoint);
  expect(endpoint.requests.map((request) => request.get("redirect_uri"))).toEqual([
    "http://localhost:8080/otrs/get-oauth2-token-by-authorization-code",
  ]);
});

test("parity 24: the settings of the way out are those of token requests; one that takes longer is given up", async () => {
  await authorizedMailbox(deployment, endpoint);
  await setSetting(deployment.ctx, "WebUserAgent::Proxy", "http://proxy.example.com:3128");
  await setSetting(deployment.ctx, "WebUserAgent::NoProxy", ["intranet.example.com"]);
  await setSetting(deployment.ctx, "WebUserAgent::Timeout", "1");
  expect(await egressRules(deployment.ctx)).toMatchObject({
    timeoutMs: 1_000,
    proxy: "http://proxy.example.com:3128",
    noProxy: ["intranet.example.com"],
  });
  const { release } = endpoint.holdNext();
  await expect(renew()).rejects.toMatchObject({ failure: { explanation: "timeout" } });
  release();
});
