import { startDeployment, startTokenEndpoint } from "@grantry/testing";
import { forEachTest } from "@grantry/testing/for-each-test";
import { writeEntries } from "@grantry/token-config-file";
import { expect, test } from "vitest";
import { setSetting } from "../settings.ts";
import { authorize, authorizedMailbox, mailboxInput } from "../testing/mailbox.ts";
import { createTokenConfig } from "../token-configs/create.ts";
import { importTokenConfigs } from "../token-configs/import.ts";
import { updateTokenConfig } from "../token-configs/update.ts";
import { getTokenConfig } from "../token-configs/view.ts";
import { requestToken } from "../tokens/request-token.ts";
import { notificationsFor } from "./list.ts";
import { notificationsStamp } from "./stamp.ts";

const DAY_MS = 86_400_000;

const endpoint = forEachTest(startTokenEndpoint);
const deployment = forEachTest(startDeployment);

const told = async () => (await notificationsFor(deployment.ctx)).map(({ kind, message }) => `${kind}: ${message}`);
const stamp = () => notificationsStamp(deployment.ctx);
const inDays = (days: number) => new Date(deployment.platform.now() + days * DAY_MS).toISOString();
const quiet = { notifications: { expiredToken: false, expiredRefreshToken: false } };
const byHand = () => requestToken(deployment.ctx, "Mailbox", "refresh_token").catch(() => undefined);

test("all is well: nothing is told", async () => {
  await authorizedMailbox(deployment, endpoint);
  expect(await told()).toEqual([]);
});

test("one client secret that ends is one notification, which names who uses it", async () => {
  for (const name of ["A", "B", "C", "D"])
    await createTokenConfig(deployment.ctx, mailboxInput(endpoint, { name, ...quiet }));
  const { version } = await getTokenConfig(deployment.ctx, "A");
  const input = mailboxInput(endpoint, { name: "A", ...quiet, clientSecretExpiresAt: inDays(40) });
  await updateTokenConfig(deployment.ctx, "A", { input, readVersion: version });
  expect(await told()).toEqual([]);
  const before = await stamp();
  deployment.pass(15 * DAY_MS);
  expect(await stamp()).not.toBe(before);
  expect(await told()).toEqual([
    "client-secret-ends: The client secret of app the-client ends in 25 days. Used by “A”, “B”, “C”, and 1 more.",
  ]);
  deployment.pass(26 * DAY_MS);
  expect((await told())[0]).toContain("has ended");
});

test("a secret that is entered shortly before its end is not told as if it had been known for weeks", async () => {
  const before = deployment.platform.now();
  await authorizedMailbox(deployment, endpoint, { clientSecretExpiresAt: inDays(5), ...quiet });
  const [one] = await notificationsFor(deployment.ctx);
  expect(one?.kind).toBe("client-secret-ends");
  expect(Date.parse(one?.since ?? "")).toBeGreaterThanOrEqual(before);
});

test("what came without its secret is told until one is entered", async () => {
  const config = {
    AuthFlow: "ClientCredentials",
    ClientID: "imported",
    Requests: { TokenByClientCredentials: { Request: { URL: endpoint.url } } },
  };
  const file = new TextEncoder().encode(writeEntries([{ Name: "Imported", Config: config }]));
  await importTokenConfigs(deployment.ctx, file, { overwrite: false, dryRun: false, leaveOutRefused: false });
  expect(await told()).toEqual([
    "client-secret-missing: The client secret of app imported is missing. Needed by “Imported”.",
  ]);
});

test("renewal that fails is told while the token still works, a hiccup is not", async () => {
  await authorizedMailbox(deployment, endpoint, quiet);
  const down = { status: 503, body: "down" };
  endpoint.answerNext(down);
  await byHand();
  expect(await told()).toEqual([]);
  for (const _ of [2, 3]) {
    endpoint.answerNext(down);
    await byHand();
  }
  expect(await told()).toEqual([
    "refreshing-fails: “Mailbox” cannot be renewed: The provider is busy or out of order. Its token still works.",
  ]);
  await byHand();
  expect(await told()).toEqual([]);
});

test("a refresh token that ends soon is told before", async () => {
  await authorizedMailbox(deployment, endpoint);
  const answer = {
    access_token: "a",
    refresh_token: "r",
    expires_in: 90 * 86_400,
    refresh_token_expires_in: 20 * 86_400,
  };
  endpoint.answerNext({ status: 200, body: JSON.stringify(answer) });
  await byHand();
  expect(await told()).toEqual([]);
  const before = await stamp();
  deployment.pass(10 * DAY_MS);
  expect(await stamp()).not.toBe(before);
  expect(await told()).toEqual(["refresh-token-ends: The refresh token of “Mailbox” ends in 10 days."]);
});

test("http beyond this machine is a standing warning", async () => {
  await setSetting(deployment.ctx, "FQDN", "desk.example.com");
  await setSetting(deployment.ctx, "HttpType", "http");
  expect((await told())[0]).toMatch(/^not-https: HttpType is http/);
});

test("one cause is one notification: a client that is refused is told once, with everyone who needs it", async () => {
  for (const name of ["A", "B", "C", "D", "E"]) await authorizedMailbox(deployment, endpoint, { name, ...quiet });
  const refused = { status: 401, body: JSON.stringify({ error: "invalid_client" }) };
  for (const name of ["A", "B", "C", "D", "E"]) {
    endpoint.answerNext(refused);
    await requestToken(deployment.ctx, name, "refresh_token").catch(() => undefined);
  }
  const [one, ...others] = await notificationsFor(deployment.ctx);
  expect(others).toEqual([]);
  expect(one).toMatchObject({
    kind: "refreshing-fails",
    message: "“A”, “B”, “C”, and 2 more cannot be renewed: The provider does not accept client ID and secret.",
    href: "/app-registrations",
    tokenConfigCount: 5,
  });
  expect(one?.tokenConfigs.map(({ name }) => name)).toEqual(["A", "B", "C", "D", "E"]);
});

test("what an ended client secret causes is told with the secret, and not again for each token", async () => {
  await authorizedMailbox(deployment, endpoint, { clientSecretExpiresAt: inDays(1) });
  deployment.pass(2 * DAY_MS);
  endpoint.answerNext({ status: 401, body: JSON.stringify({ error: "invalid_client" }) });
  await byHand();
  expect((await told()).map((text) => text.split(":")[0])).toEqual(["client-secret-ends"]);
});

test("no refresh token came: it is told with what to do", async () => {
  await createTokenConfig(deployment.ctx, mailboxInput(endpoint));
  endpoint.answerNext({ status: 200, body: JSON.stringify({ access_token: "a", expires_in: 3600 }) });
  await authorize(deployment, "Mailbox");
  const [one] = await notificationsFor(deployment.ctx);
  expect(one).toMatchObject({ kind: "no-refresh-token", message: "“Mailbox” has no refresh token." });
  expect(one?.action).toContain("offline_access");
});

test("days are counted by the calendar: at midnight the banner's ETag changes with them", async () => {
  await authorizedMailbox(deployment, endpoint, { clientSecretExpiresAt: inDays(10), ...quiet });
  const before = await stamp();
  expect((await told())[0]).toContain("ends in 10 days");
  deployment.pass(DAY_MS);
  expect(await stamp()).not.toBe(before);
  expect((await told())[0]).toContain("ends in 9 days");
});

test("a refresh that goes as it should leaves the banner's ETag as it is", async () => {
  await authorizedMailbox(deployment, endpoint);
  const before = await stamp();
  await byHand();
  expect(await stamp()).toBe(before);
});

test("a refresh token that dies unused is told ahead, where its configuration is out of use for a while only", async () => {
  const id = await authorizedMailbox(deployment, endpoint, { validity: "valid" });
  const set = (columns: string) => deployment.db.client.execute(`UPDATE token_configs SET ${columns}`);
  await set("template = 'exchange-online', validity = 'invalid-temporarily'");
  deployment.pass(75 * DAY_MS);
  expect(await told()).toEqual([]);
  const before = await stamp();
  deployment.pass(5 * DAY_MS);
  expect(await stamp()).not.toBe(before);
  expect(await told()).toEqual([
    "refresh-token-ends: “Mailbox” is not in use: its refresh token dies unused in 10 days.",
  ]);
  expect(await notificationsFor(deployment.ctx)).toMatchObject([{ severity: "warning", href: `/token-configs/${id}` }]);
  await set("validity = 'invalid'");
  expect(await told()).toEqual([]);
  await set("validity = 'invalid-temporarily'");
  deployment.pass(11 * DAY_MS);
  expect(await told()).toEqual([]);
});
