import { createHmac } from "node:crypto";
import { channelInput } from "@grantry/schema";
import { startDeployment, startRecordingService, startTokenEndpoint } from "@grantry/testing";
import { forEachTest } from "@grantry/testing/for-each-test";
import { expect, test } from "vitest";
import { exportAuditEvents } from "../audit-events.ts";
import type { Context } from "../context.ts";
import { notificationsFor } from "../notifications/list.ts";
import { setSetting } from "../settings.ts";
import { authorizedMailbox } from "../testing/mailbox.ts";
import { requestToken } from "../tokens/request-token.ts";
import { createChannel } from "./create.ts";
import { deliverNotifications, nextNotificationDeliveryAt } from "./deliver.ts";
import { testChannel } from "./send-test.ts";
import { nextLookAt, tellChannels } from "./tell.ts";
import { updateChannel } from "./update.ts";
import { getChannel } from "./view.ts";

const endpoint = forEachTest(startTokenEndpoint);
const hook = forEachTest(startRecordingService);
const deployment = forEachTest(startDeployment);

const key = "planted-key".repeat(3);
const webhookSecret = `whsec_${Buffer.from(key).toString("base64")}`;
const inputOf = (more: object = {}) =>
  channelInput.parse({ name: "Desk", webhookUrl: `${hook.url}/hook`, webhookSecret, ...more });
const byMessage = (a: { message: string }, b: { message: string }) => (a.message < b.message ? -1 : 1);
/** What was sent; messages are sent side by side. */
const bodies = () => hook.requests.map(({ body }) => JSON.parse(body)).toSorted(byMessage);

async function tick(ctx: Context = deployment.ctx): Promise<void> {
  await tellChannels(ctx);
  await deliverNotifications(ctx, 100);
}

async function withdraw(name = "Mailbox"): Promise<void> {
  endpoint.answerNext({ status: 400, body: JSON.stringify({ error: "invalid_grant" }) });
  await requestToken(deployment.ctx, name, "refresh_token").catch(() => undefined);
}

test("what is new is told once in the banner's words, signed, with an absolute link", async () => {
  await setSetting(deployment.ctx, "FQDN", "localhost:4000");
  await authorizedMailbox(deployment, endpoint);
  await createChannel(deployment.ctx, inputOf());
  await tick();
  expect(hook.requests).toEqual([]);

  await withdraw();
  await tick();
  await tick();
  const told = await notificationsFor(deployment.ctx);
  expect(told).not.toEqual([]);
  expect(bodies()).toEqual(
    told.toSorted(byMessage).map(({ dismissible: _, dismissedAt: __, ...facts }) => ({
      type: "notification",
      language: "en",
      ...facts,
      href: `http://localhost:4000${facts.href}`,
    })),
  );
  const [request] = hook.requests;
  if (!request) throw new Error("a request was recorded");
  const { headers, body } = request;
  const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
  expect(headers["webhook-signature"]).toBe(`v1,${createHmac("sha256", key).update(signed).digest("base64")}`);
});

test("over all hosts once, and again when it happens anew", async () => {
  await authorizedMailbox(deployment, endpoint);
  await createChannel(deployment.ctx, inputOf());
  const other = deployment.anotherHost().ctx;
  await withdraw();
  await Promise.all([tick(), tick(other), tick(), tick(other)]);
  await Promise.all([tick(), tick(other)]);
  const once = (await notificationsFor(deployment.ctx)).length;
  expect(hook.requests).toHaveLength(once);

  await requestToken(deployment.ctx, "Mailbox", "refresh_token");
  await tick(other);
  expect(hook.requests).toHaveLength(once);
  await withdraw();
  await tick(other);
  expect(hook.requests).toHaveLength(2 * once);
});

test("that one of several is mended is not told again, that another one fails is", async () => {
  for (const name of ["A", "B", "C"]) await authorizedMailbox(deployment, endpoint, { name });
  await createChannel(deployment.ctx, inputOf({ severities: ["error"] }));
  for (const name of ["A", "B"]) await withdraw(name);
  await tick();
  const once = hook.requests.length;
  expect(once).toBeGreaterThan(0);
  await requestToken(deployment.ctx, "A", "refresh_token");
  await tick();
  await tick(deployment.anotherHost().ctx);
  expect(hook.requests).toHaveLength(once);
  await withdraw("C");
  await tick();
  expect(hook.requests).toHaveLength(2 * once);
  for (const { body } of hook.requests.slice(once)) {
    expect(JSON.parse(body).tokenConfigs).toMatchObject([{ name: "B" }, { name: "C" }]);
  }
  await requestToken(deployment.ctx, "B", "refresh_token");
  deployment.pass(91 * 86_400_000); // what is still so is remembered, however long ago it was told
  await withdraw("A");
  await tick();
  expect(hook.requests).toHaveLength(3 * once);
  await requestToken(deployment.ctx, "A", "refresh_token");
  await tick();
  expect(hook.requests).toHaveLength(3 * once);
});

test("a channel hears its severities in its language; one out of use hears nothing", async () => {
  await authorizedMailbox(deployment, endpoint);
  await createChannel(deployment.ctx, inputOf({ language: "de", severities: ["error"] }));
  await createChannel(deployment.ctx, inputOf({ name: "Info", severities: ["info"] }));
  await createChannel(deployment.ctx, inputOf({ name: "Off", validity: "invalid" }));
  await withdraw();
  await tick();
  const errors = (await notificationsFor({ ...deployment.ctx, language: "de" })).filter(
    ({ severity }) => severity === "error",
  );
  expect(errors).not.toEqual([]);
  expect(bodies().map(({ message }) => message)).toEqual(errors.toSorted(byMessage).map(({ message }) => message));
});

test("a webhook that fails is tried again, later and later, shown, given up, and tells nothing of itself", async () => {
  await authorizedMailbox(deployment, endpoint);
  await createChannel(deployment.ctx, inputOf({ severities: ["error"] }));
  hook.answer((_, response) => response.writeHead(500).end("out of order"));
  await withdraw();
  const told = await notificationsFor(deployment.ctx);
  const errors = told.filter(({ severity }) => severity === "error").length;
  await tick();
  expect((await getChannel(deployment.ctx, "Desk")).channel).toMatchObject({
    waiting: errors,
    lastError: { title: expect.stringContaining("answered 500"), providerDescription: "out of order" },
  });
  await tick();
  expect(hook.requests).toHaveLength(errors);
  for (let attempt = 2; attempt <= 12; attempt += 1) {
    deployment.pass(86_400_000 / 4);
    await deliverNotifications(deployment.ctx, 100);
  }
  expect((await getChannel(deployment.ctx, "Desk")).channel).toMatchObject({ waiting: 0, dead: errors });
  expect(hook.requests).toHaveLength(9 * errors);
  expect(new Set(hook.requests.map(({ headers }) => headers["webhook-id"])).size).toBe(errors);
  expect(await nextNotificationDeliveryAt(deployment.ctx)).toBeNull();
  const after = await notificationsFor(deployment.ctx);
  expect(after).toHaveLength(told.length);
  expect(JSON.stringify(after)).not.toContain("Desk");

  hook.answer((_, response) => response.writeHead(204).end());
  const { version } = await getChannel(deployment.ctx, "Desk");
  await updateChannel(deployment.ctx, "Desk", { input: inputOf({ severities: ["error"] }), readVersion: version });
  await tick();
  expect((await getChannel(deployment.ctx, "Desk")).channel).toMatchObject({ waiting: 0, dead: 0, lastError: null });
  expect(hook.requests.length).toBeGreaterThan(9 * errors);
});

test("nothing is written, and nothing looked for, when nothing is new", async () => {
  expect(await nextLookAt(deployment.ctx)).toBeNull();
  await authorizedMailbox(deployment, endpoint);
  await createChannel(deployment.ctx, inputOf());
  expect(await nextLookAt(deployment.ctx)).not.toBeNull();
  await withdraw();
  await tick();
  expect(await nextLookAt(deployment.ctx)).toBeNull();
  const other = deployment.anotherHost();
  const before = deployment.db.changeStamp();
  await tick(other.ctx);
  expect(deployment.db.changeStamp()).toBe(before);
});

test("the secret goes to no other origin and nowhere else; a private address is refused when it is saved and when it is sent", async () => {
  const { version } = await createChannel(deployment.ctx, inputOf());
  const { webhookSecret: _, ...without } = inputOf({ webhookUrl: "https://elsewhere.example/hook" });
  await expect(updateChannel(deployment.ctx, "Desk", { input: without, readVersion: version })).rejects.toMatchObject({
    errors: [{ pointer: "/webhookSecret", message: "webhook-secret-needed" }],
  });
  const shown = JSON.stringify([
    await getChannel(deployment.ctx, "Desk"),
    await exportAuditEvents(deployment.ctx, {}),
    deployment.log,
  ]);
  expect(shown).not.toContain(webhookSecret.slice(6, 30));
  const { rows } = await deployment.db.client.execute("select webhook_secret from channels");
  expect(String(rows[0]?.["webhook_secret"])).toMatch(/^v1\.k1\./);

  await setSetting(deployment.ctx, "FQDN", "desk.example.com");
  for (const webhookUrl of [`${hook.url}/hook`, "https://169.254.169.254/latest", "https://10.0.0.1/"]) {
    await expect(createChannel(deployment.ctx, inputOf({ name: "In", webhookUrl }))).rejects.toMatchObject({
      errors: [expect.objectContaining({ pointer: "/webhookUrl" })],
    });
  }
  expect((await testChannel(deployment.ctx, "Desk")).problem).toMatchObject({
    title: expect.stringContaining("was not reached"),
  });
  expect(hook.requests).toEqual([]);
});

test("a test message is sent at once, and its failure is told and shown", async () => {
  await createChannel(deployment.ctx, inputOf({ language: "de", validity: "invalid" }));
  expect(await testChannel(deployment.ctx, "Desk")).toEqual({ problem: null });
  expect(bodies()).toMatchObject([
    {
      type: "test",
      language: "de",
      message: expect.stringContaining("Kanal"),
      href: expect.stringMatching(/\/settings\/channels$/),
    },
  ]);
  hook.answer((_, response) => response.writeHead(410).end());
  expect((await testChannel(deployment.ctx, "Desk")).problem).toMatchObject({ title: expect.stringContaining("410") });
  expect((await getChannel(deployment.ctx, "Desk")).channel.lastError).not.toBeNull();
});
