import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { startDeployment, startTokenEndpoint } from "@grantry/testing";
import { forEachTest } from "@grantry/testing/for-each-test";
import { expect, test } from "vitest";
import { setSetting } from "../settings.ts";
import { everyTick } from "../testing/every-tick.ts";
import { authorizedMailbox, mailboxInput, storedToken } from "../testing/mailbox.ts";
import { createTokenConfig } from "../token-configs/create.ts";
import { updateTokenConfig } from "../token-configs/update.ts";
import { nextRefreshAt, refreshDue } from "./refresh-due.ts";

const HOUR_MS = 3_600_000;

const endpoint = forEachTest(startTokenEndpoint);
const deployment = forEachTest(startDeployment);

const tick = (limits = everyTick) => refreshDue(deployment.ctx, limits);
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

test("on the edge, what lives shorter than five minutes is left to who reads it, but kept alive once a day", async () => {
  endpoint.setLifetime(120);
  await authorizedMailbox(deployment, endpoint);
  deployment.pass(HOUR_MS);
  const onTheEdge = () => tick({ ...everyTick, minLifetimeMs: 300_000 });
  expect(await onTheEdge()).toBe(0);
  expect(await tick()).toBe(1);
  deployment.pass(22 * HOUR_MS);
  expect(await onTheEdge()).toBe(0);
  deployment.pass(2 * HOUR_MS);
  expect(await onTheEdge()).toBe(1); // unused refresh tokens die
  expect(await onTheEdge()).toBe(0);
});

test("a token that another host is renewing is left to it", async () => {
  await authorizedMailbox(deployment, endpoint);
  deployment.pass(HOUR_MS);
  const other = deployment.anotherHost();
  const before = endpoint.requests.length;
  await Promise.all([tick(), refreshDue(other.ctx, everyTick), tick(), refreshDue(other.ctx, everyTick)]);
  expect(endpoint.requests.length).toBe(before + 1);
});

test("everyone is renewed once, over pages of tokens that are due at the same instant", async () => {
  await authorizedMailbox(deployment, endpoint);
  await copies("Copy", 450, endpoint.url);
  await deployment.db.client.execute("UPDATE tokens SET due_at = 1, access_expires_at = 2");
  const before = endpoint.requests.length;
  expect(await tick()).toBe(451);
  expect(endpoint.requests.length).toBe(before + 451);
  const { rows } = await deployment.db.client.execute("SELECT count(*) FROM tokens WHERE due_at = 1");
  expect(rows[0]?.[0]).toBe(0);
});

test("an hour that the clock missed is made up for a bounded number at once, and each is renewed once", async () => {
  await authorizedMailbox(deployment, endpoint);
  await copies("Copy", 60, endpoint.url);
  await deployment.db.client.execute("UPDATE tokens SET due_at = 1, access_expires_at = 2");
  let [inFlight, most] = [0, 0];
  const { sendWith } = deployment.platform;
  const counting: typeof sendWith = (rules) => async (request) => {
    most = Math.max(most, ++inFlight);
    await new Promise((resolve) => setTimeout(resolve, 50)); // long enough for all that may to be under way
    return sendWith(rules)(request).finally(() => {
      inFlight -= 1;
    });
  };
  const ctx = { ...deployment.ctx, platform: { ...deployment.platform, sendWith: counting } };
  const before = endpoint.requests.length;
  expect(await refreshDue(ctx, everyTick)).toBe(61);
  expect(endpoint.requests.length).toBe(before + 61);
  expect(most).toBe(everyTick.atOnce.perEndpoint);
  expect(await refreshDue(ctx, everyTick)).toBe(0);
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

test("an endpoint that never answers holds up neither the others nor a later tick", async () => {
  const asked: ServerResponse[] = [];
  const silent = createServer((_request, response) => void asked.push(response)).listen(0, "127.0.0.1");
  await once(silent, "listening");
  await copies("Silent", 20, `http://127.0.0.1:${(silent.address() as AddressInfo).port}/token`); // it has a port
  await copies("Good", 300, endpoint.url);
  const dueAt = "iif(config_id IN (SELECT id FROM token_configs WHERE name LIKE 'Silent%'), 1, 2)";
  await deployment.db.client.execute(`UPDATE tokens SET access_expires_at = 2, due_at = ${dueAt}`);

  expect(await tick()).toBe(320);
  expect(endpoint.requests.length).toBe(300);
  expect(asked.length).toBe(everyTick.atOnce.perEndpoint);

  await deployment.db.client.execute(
    "UPDATE tokens SET due_at = 1 WHERE config_id = (SELECT id FROM token_configs WHERE name = 'Good 7')",
  );
  expect(await tick()).toBe(1);
  expect(endpoint.requests.length).toBe(301);

  silent.close();
  for (const response of asked) response.writeHead(503, { connection: "close" }).end();
  const failed = async () =>
    (await deployment.db.client.execute("SELECT count(*) FROM tokens WHERE error_class = 'transient'")).rows[0]?.[0];
  await expect.poll(failed, { timeout: 10_000 }).toBe(20); // those too that still waited
});

test("once it is to stop, nothing more is begun", async () => {
  await copies("Copy", 100, endpoint.url);
  await deployment.db.client.execute("UPDATE tokens SET access_expires_at = 2, due_at = 1");
  const stop = new AbortController();
  const ticking = tick({ ...everyTick, stop: stop.signal });
  while (endpoint.requests.length === 0) await new Promise(setImmediate);
  stop.abort();
  await ticking;
  await deployment.settled();
  expect(endpoint.requests.length).toBeLessThan(100);
});

/** Configurations whose grants were made by client credentials. */
async function copies(name: string, number: number, tokenUrl: string): Promise<void> {
  const input = {
    template: "exchange-online-app",
    clientId: "4f0a1f9e-7d7c-4f0e-9a55-0c6d3b1f2a3b",
    placeholders: { tenant: "contoso.onmicrosoft.com" },
    authorizationUrl: undefined,
    refreshUrl: undefined,
    scope: undefined,
    tokenUrl,
  };
  for (let n = 0; n < number; n += 1) {
    await createTokenConfig(deployment.ctx, mailboxInput(endpoint, { ...input, name: `${name} ${n}` }));
  }
  await deployment.db.client.execute("UPDATE tokens SET access_obtained_at = 1 WHERE access_obtained_at IS NULL");
}
