import { type Deployment, startDeployment, startTokenEndpoint, type TokenEndpoint } from "@grantry/testing";
import { writeEntries } from "@grantry/token-config-file";
import { afterEach, beforeEach, expect, test } from "vitest";
import { setSetting } from "../settings.ts";
import { authorizedMailbox, mailboxInput } from "../testing/mailbox.ts";
import { createTokenConfig } from "../token-configs/create.ts";
import { importTokenConfigs } from "../token-configs/import.ts";
import { updateTokenConfig } from "../token-configs/update.ts";
import { getTokenConfig } from "../token-configs/view.ts";
import { requestToken } from "../tokens/request-token.ts";
import { notificationsFor } from "./list.ts";
import { notificationsStamp } from "./stamp.ts";

const DAY_MS = 86_400_000;

let deployment: Deployment;
let endpoint: TokenEndpoint;
beforeEach(async () => {
  deployment = await startDeployment();
  endpoint = await startTokenEndpoint();
});
afterEach(async () => {
  await deployment.settled();
  deployment.close();
  await endpoint.close();
});

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
    "client-secret-ends: The client secret of app the-client ends in 25 days. Used by “A”, “B”, “C” and 1 more.",
  ]);
  deployment.pass(26 * DAY_MS);
  expect((await told())[0]).toContain("has ended");
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
  expect(await told()).toEqual([
    "refresh-token-ends: The refresh token of “Mailbox” ends in 10 days. Authorize again before.",
  ]);
});

test("http beyond this machine is a standing warning", async () => {
  await setSetting(deployment.ctx, "FQDN", "desk.example.com");
  await setSetting(deployment.ctx, "HttpType", "http");
  expect((await told())[0]).toMatch(/^not-https: HttpType is http/);
});
