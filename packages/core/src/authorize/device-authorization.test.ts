import { startDeployment, startTokenEndpoint } from "@grantry/testing";
import { forEachTest } from "@grantry/testing/for-each-test";
import { beforeEach, expect, test } from "vitest";
import { mailboxInput, storedToken } from "../testing/mailbox.ts";
import { createTokenConfig } from "../token-configs/create.ts";
import { updateTokenConfig } from "../token-configs/update.ts";
import { forgetOld } from "../tokens/refresh-due.ts";
import { requestToken } from "../tokens/request-token.ts";
import {
  getDeviceAuthorization,
  nextDevicePollAt,
  pollDeviceAuthorizations,
  startDeviceAuthorization,
} from "./device-authorization.ts";
import { startAuthorization } from "./start-authorization.ts";

const endpoint = forEachTest(startTokenEndpoint);
const deployment = forEachTest(startDeployment);
beforeEach(async () => {
  const deviceUrl = new URL("/device", endpoint.url).href;
  await createTokenConfig(deployment.ctx, mailboxInput(endpoint, { template: "custom-device", deviceUrl }));
});

const start = () => startDeviceAuthorization(deployment.ctx, "Mailbox");
const read = (id: string, host = deployment) => getDeviceAuthorization(host.ctx, "Mailbox", id);
const polls = () => endpoint.requests.filter((sent) => sent.has("device_code")).length;

test("a code is shown, the provider is asked in its rhythm, and what it gives lives like any other grant", async () => {
  const { id, userCode, verificationUri } = await start();
  expect([userCode, verificationUri]).toEqual(["WDJB-MJHT", "https://login.example.com/device"]);
  await read(id);
  expect(polls()).toBe(0); // not before the interval
  deployment.pass(5_000);
  expect((await read(id)).status).toBe("pending");
  await read(id);
  expect(polls()).toBe(1);
  endpoint.decideDevice("allow");
  deployment.pass(5_000);
  expect(await read(id)).toMatchObject({ status: "granted", nextPollAt: null });
  expect((await storedToken(deployment, "Mailbox")).hasRefreshToken).toBe(true);
  await requestToken(deployment.ctx, "Mailbox", "refresh_token");
  expect(endpoint.requests.at(-1)?.get("grant_type")).toBe("refresh_token");
});

test("there is no redirect for it, and the refusal says by which grant it is authorized", async () => {
  await expect(startAuthorization(deployment.ctx, "Mailbox")).rejects.toMatchObject({
    slug: "grant-has-no-authorization",
    parameters: { name: "Mailbox", grant: "device_code" },
  });
});

test("two hosts and the clock ask once between them", async () => {
  const { id } = await start();
  const other = deployment.anotherHost();
  endpoint.decideDevice("allow");
  deployment.pass(5_000);
  await Promise.all([read(id), read(id, other), pollDeviceAuthorizations(deployment.ctx, 5), read(id)]);
  expect(polls()).toBe(1);
  expect((await read(id)).status).toBe("granted");
});

test("the clock goes on with nobody watching, and has nothing to do when it has ended", async () => {
  await start();
  expect(await nextDevicePollAt(deployment.ctx)).not.toBeNull();
  endpoint.decideDevice("allow");
  deployment.pass(5_000);
  expect(await pollDeviceAuthorizations(deployment.ctx, 5)).toBe(1);
  expect(await nextDevicePollAt(deployment.ctx)).toBeNull();
  expect((await storedToken(deployment, "Mailbox")).obtainedAt).not.toBeNull();
});

test("slow_down makes the rhythm slower for good (RFC 8628 §3.5)", async () => {
  const { id } = await start();
  endpoint.answerNext({ status: 400, body: JSON.stringify({ error: "slow_down" }) });
  deployment.pass(5_000);
  await read(id);
  deployment.pass(5_000);
  await read(id);
  expect(polls()).toBe(1);
  deployment.pass(5_000);
  await read(id);
  expect(polls()).toBe(2);
});

test("a provider that cannot be reached is told while it lasts, and asked again", async () => {
  const { id } = await start();
  endpoint.answerNext({ status: 503, body: "busy" });
  deployment.pass(5_000);
  expect(await read(id)).toMatchObject({ status: "pending", problem: { healsByItself: true } });
  endpoint.decideDevice("allow");
  deployment.pass(60_000);
  expect(await read(id)).toMatchObject({ status: "granted", problem: null });
});

test("a denial, and a code that nobody typed, end it; a token that is there stays", async () => {
  const denied = await start();
  endpoint.decideDevice("deny");
  deployment.pass(5_000);
  expect(await read(denied.id)).toMatchObject({ status: "denied", problem: { title: expect.any(String) } });
  const forgotten = await start();
  deployment.pass(600_000);
  expect(await read(forgotten.id)).toMatchObject({ status: "expired" });
  expect((await storedToken(deployment, "Mailbox")).obtainedAt).toBeNull();
});

test("settings that changed meanwhile keep the grant out", async () => {
  const { id } = await start();
  const input = mailboxInput(endpoint, { template: "custom-device", scope: "other", clientSecret: undefined });
  await updateTokenConfig(deployment.ctx, "Mailbox", { input, readVersion: 1 });
  endpoint.decideDevice("allow");
  deployment.pass(5_000);
  expect(await read(id)).toMatchObject({
    status: "failed",
    problem: { type: expect.stringMatching(/settings-changed/) },
  });
});

test("its outcome is told for a day, then it is gone", async () => {
  const { id } = await start();
  deployment.pass(600_000);
  await read(id);
  deployment.pass(23 * 3_600_000);
  await forgetOld(deployment.ctx);
  expect((await read(id)).status).toBe("expired");
  deployment.pass(2 * 3_600_000);
  await forgetOld(deployment.ctx);
  await expect(read(id)).rejects.toMatchObject({ slug: "device-authorization-not-found" });
});

test("a code flow without a device URL has none", async () => {
  await createTokenConfig(deployment.ctx, mailboxInput(endpoint, { name: "Browser" }));
  await expect(startDeviceAuthorization(deployment.ctx, "Browser")).rejects.toMatchObject({
    slug: "grant-has-no-device-authorization",
  });
});
