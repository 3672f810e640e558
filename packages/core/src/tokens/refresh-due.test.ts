import { type Deployment, startDeployment, startTokenEndpoint, type TokenEndpoint } from "@grantry/testing";
import { afterEach, beforeEach, expect, test } from "vitest";
import { setSetting } from "../settings.ts";
import { authorizedMailbox, mailboxInput, storedToken } from "../testing/mailbox.ts";
import { createTokenConfig } from "../token-configs/create.ts";
import { updateTokenConfig } from "../token-configs/update.ts";
import { nextRefreshAt, refreshDue } from "./refresh-due.ts";

const HOUR_MS = 3_600_000;
const all = { most: 10_000, minLifetimeMs: 0 };

let deployment: Deployment;
let endpoint: TokenEndpoint;
beforeEach(async () => {
  deployment = await startDeployment();
  endpoint = await startTokenEndpoint();
});
afterEach(async () => {
  deployment.close();
  await endpoint.close();
});

const tick = (limits = all) => refreshDue(deployment.ctx, limits);
const inMs = async () => ((await nextRefreshAt(deployment.ctx)) ?? Number.NaN) - deployment.platform.now();

test("a token is due a tenth of its lifetime or the margin before its end, at most half of it", async () => {
  await authorizedMailbox(deployment, endpoint);
  expect(await inMs()).toBeGreaterThan(HOUR_MS - 361_000);
  expect(await inMs()).toBeLessThanOrEqual(HOUR_MS - 360_000);
  await setSetting(deployment.ctx, "Token::RefreshMargin", 1_000);
  expect(await inMs()).toBeLessThanOrEqual(HOUR_MS - 1_000_000);
  await setSetting(deployment.ctx, "Token::RefreshMargin", 3_000);
  expect(await inMs()).toBeGreaterThan(HOUR_MS / 2 - 1_000);
});

test("the clock renews what is due before it expires, and nothing else", async () => {
  await authorizedMailbox(deployment, endpoint);
  expect(await tick()).toBe(0);
  deployment.pass(HOUR_MS - 350_000);
  expect(await tick()).toBe(1);
  expect(await tick()).toBe(0);
  expect(await inMs()).toBeGreaterThan(HOUR_MS - 361_000);
});

test("what is read only now and then is renewed once a day, so that its refresh token stays alive", async () => {
  await authorizedMailbox(deployment, endpoint, { keepFresh: false });
  deployment.pass(22 * HOUR_MS);
  expect(await tick()).toBe(0);
  deployment.pass(2 * HOUR_MS);
  expect(await tick()).toBe(1);
});

test("a configuration that is not in use, and one without a grant, are left alone", async () => {
  await authorizedMailbox(deployment, endpoint);
  await createTokenConfig(deployment.ctx, mailboxInput(endpoint, { name: "Never authorized" }));
  const input = mailboxInput(endpoint, { validity: "invalid", clientSecret: undefined });
  await updateTokenConfig(deployment.ctx, "Mailbox", { input, readVersion: 1 });
  deployment.pass(48 * HOUR_MS);
  expect(await tick()).toBe(0);
  expect(await nextRefreshAt(deployment.ctx)).toBeNull();
});

test("on the edge, what lives shorter than five minutes is left to who reads it", async () => {
  endpoint.setLifetime(120);
  await authorizedMailbox(deployment, endpoint);
  deployment.pass(HOUR_MS);
  expect(await tick({ most: 10, minLifetimeMs: 300_000 })).toBe(0);
  expect(await tick({ most: 10, minLifetimeMs: 0 })).toBe(1);
});

test("a token that another host is renewing is left to it", async () => {
  await authorizedMailbox(deployment, endpoint);
  deployment.pass(HOUR_MS);
  const other = deployment.anotherHost();
  const before = endpoint.requests.length;
  await Promise.all([tick(), refreshDue(other.ctx, all), tick(), refreshDue(other.ctx, all)]);
  expect(endpoint.requests.length).toBe(before + 1);
});

test("everyone is renewed once, over pages of tokens that are due at the same instant", async () => {
  const id = await authorizedMailbox(deployment, endpoint);
  await copies(id, 450);
  await deployment.db.client.execute("UPDATE tokens SET due_at = 1, access_expires_at = 2");
  const before = endpoint.requests.length;
  expect(await tick()).toBe(451);
  expect(endpoint.requests.length).toBe(before + 451);
  const { rows } = await deployment.db.client.execute("SELECT count(*) FROM tokens WHERE due_at = 1");
  expect(rows[0]?.[0]).toBe(0);
});

test("a provider that fails does not keep the others from being renewed", async () => {
  const healthy = await startTokenEndpoint();
  await authorizedMailbox(deployment, endpoint, { name: "Failing" });
  await authorizedMailbox(deployment, healthy, {
    name: "Healthy",
    tokenUrl: healthy.url,
    refreshUrl: healthy.url,
    authorizationUrl: new URL("/authorize", healthy.url).href,
  });
  deployment.pass(HOUR_MS);
  endpoint.answerNext({ status: 503, body: "" });
  expect(await tick()).toBe(2);
  expect((await storedToken(deployment, "Failing")).errorClass).toBe("transient");
  expect((await storedToken(deployment, "Healthy")).errorClass).toBeNull();
  await healthy.close();
});

/** More configurations like one, each with a grant of its own made by client credentials. */
async function copies(id: string, number: number): Promise<void> {
  const endpointInput = {
    template: "exchange-online-app",
    clientId: "4f0a1f9e-7d7c-4f0e-9a55-0c6d3b1f2a3b",
    placeholders: { tenant: "contoso.onmicrosoft.com" },
    authorizationUrl: undefined,
    refreshUrl: undefined,
    scope: undefined,
  };
  for (let n = 0; n < number; n += 1) {
    await createTokenConfig(deployment.ctx, mailboxInput(endpoint, { ...endpointInput, name: `Copy ${n}` }));
  }
  await deployment.db.client.execute({
    sql: "UPDATE tokens SET access_obtained_at = 1 WHERE config_id <> ?",
    args: [id],
  });
}
