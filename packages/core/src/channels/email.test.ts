import { parseMessage } from "@grantry/mail";
import { channelInput, mailAccountInput } from "@grantry/schema";
import { startDeployment, startGraphServer, startSmtpServer, startTokenEndpoint } from "@grantry/testing";
import { forEachTest } from "@grantry/testing/for-each-test";
import { expect, test } from "vitest";
import type { Context } from "../context.ts";
import { createMailAccount } from "../mail-accounts/create.ts";
import { removeMailAccount } from "../mail-accounts/remove.ts";
import { updateMailAccount } from "../mail-accounts/update.ts";
import { notificationsFor } from "../notifications/list.ts";
import { setSetting } from "../settings.ts";
import { authorizedMailbox, mailboxInput } from "../testing/mailbox.ts";
import { createTokenConfig } from "../token-configs/create.ts";
import { requestToken } from "../tokens/request-token.ts";
import { createChannel } from "./create.ts";
import { deliverNotifications, nextNotificationDeliveryAt } from "./deliver.ts";
import { removeChannel } from "./remove.ts";
import { testChannel } from "./send-test.ts";
import { tellChannels } from "./tell.ts";
import { updateChannel } from "./update.ts";
import { getChannel } from "./view.ts";

const endpoint = forEachTest(startTokenEndpoint);
const smtp = forEachTest(startSmtpServer);
const deployment = forEachTest(startDeployment);

const HOUR_MS = 3_600_000;
const recipient = "desk@example.org";
const byPassword = () => ({
  name: "Sender",
  type: "IMAP",
  host: "127.0.0.1",
  port: 9,
  login: "grantry@example.com",
  password: "p",
  smtpHost: "127.0.0.1",
  smtpPort: smtp.port,
  smtpEncryption: "none",
});
const addAccount = (more: object = {}) =>
  createMailAccount(deployment.ctx, mailAccountInput.parse({ ...byPassword(), ...more }));
const inputOf = (more: object = {}) =>
  channelInput.parse({
    name: "Desk",
    kind: "email",
    mailAccountId: "Sender",
    recipient,
    ...more,
  });
const desk = async () => (await getChannel(deployment.ctx, "Desk")).channel;
const asClock = (ctx: Context = deployment.ctx): Context => ({
  ...ctx,
  actor: { kind: "clock", id: "clock", label: "clock" },
});

async function tick(ctx: Context = deployment.ctx): Promise<void> {
  await tellChannels(asClock(ctx));
  await deliverNotifications(asClock(ctx), 100);
}

/** A configuration without a token: one warning to tell of. */
const addUntold = (name = "Untold") => createTokenConfig(deployment.ctx, mailboxInput(endpoint, { name }));
const sourcesRead = () => Promise.all(smtp.messages.map(({ source }) => parseMessage(Buffer.from(source, "latin1"))));
/** The dot that ends a message. */
const atTheDot = (reply: string) => (line: string) => (line === "." ? reply : undefined);

test("what is new is mailed once, in the banner's words and the channel's language, with an absolute link", async () => {
  await setSetting(deployment.ctx, "FQDN", "localhost:4000");
  await addAccount();
  await createChannel(deployment.ctx, inputOf({ language: "de" }));
  await tick();
  expect(smtp.sessions()).toBe(0);

  await addUntold("Käufe");
  await Promise.all([tick(), tick(deployment.anotherHost().ctx)]);
  await tick();
  const [told] = await notificationsFor({ ...deployment.ctx, language: "de" });
  expect(smtp.messages).toMatchObject([{ from: "grantry@example.com", to: recipient }]);
  const [message] = await sourcesRead();
  expect(message).toMatchObject({
    subject: `Grantry: ${told?.message}`,
    text: `${told?.message}\r\n\r\n${told?.action}\r\n\r\nhttp://localhost:4000${told?.href}\r\n`,
  });
  expect(message?.headers).toEqual(
    expect.arrayContaining([
      { name: "auto-submitted", value: "auto-generated" },
      { name: "content-language", value: "de" },
      { name: "date", value: expect.stringMatching(/^\w{3}, \d\d \w{3} \d{4} [\d:]{8} \+0000$/) },
      { name: "message-id", value: expect.stringMatching(/^<[\w-]+@example\.com>$/) },
    ]),
  );
  expect(await desk()).toMatchObject({ waiting: 0, dead: 0, unsure: 0, lastError: null, mailAccountName: "Sender" });
});

test.each(["break off", "no answer at all"])(
  "what a server may have taken (%s) is never sent again, not even when the channel is saved",
  async (reply) => {
    await addAccount();
    await createChannel(deployment.ctx, inputOf());
    await addUntold();
    smtp.instead = atTheDot(reply);
    await tick();
    expect(await desk()).toMatchObject({
      unsure: 1,
      waiting: 0,
      lastError: { title: expect.stringContaining("did not say whether it took it") },
    });
    smtp.instead = () => undefined;
    deployment.pass(24 * HOUR_MS);
    await tick();
    const { version } = await getChannel(deployment.ctx, "Desk");
    await updateChannel(deployment.ctx, "Desk", { input: inputOf(), readVersion: version });
    await tick();
    expect(smtp.messages).toHaveLength(1);
    expect(await nextNotificationDeliveryAt(deployment.ctx)).toBeNull();
  },
);

test("a host that ends while it hands a message over leaves it unsure; no other host sends it", async () => {
  await addAccount();
  await createChannel(deployment.ctx, inputOf());
  await addUntold();
  const reached = Promise.withResolvers<void>();
  const forever = Promise.withResolvers<string>();
  smtp.instead = (line) => {
    if (line !== ".") return undefined;
    reached.resolve();
    return forever.promise;
  };
  const ending = tick();
  await reached.promise;
  const other = deployment.anotherHost().ctx;
  for (let hours = 0; hours < 48; hours += 6) {
    deployment.pass(6 * HOUR_MS);
    await tick(other);
  }
  expect(smtp.sessions()).toBe(1);
  expect(await desk()).toMatchObject({ unsure: 1, waiting: 0, dead: 0 });
  forever.resolve("break off");
  await ending;
});

test("an attempt that took so long that another host made its own hands nothing over", async () => {
  await addAccount();
  await createChannel(deployment.ctx, inputOf());
  await addUntold();
  const reached = Promise.withResolvers<void>();
  const held = Promise.withResolvers<undefined>();
  smtp.instead = (line) => {
    if (!line.startsWith("AUTH") || smtp.sessions() > 1) return undefined;
    reached.resolve();
    return held.promise;
  };
  const late = tick();
  await reached.promise;
  deployment.pass(HOUR_MS);
  await tick(deployment.anotherHost().ctx);
  expect(smtp.messages).toHaveLength(1);
  held.resolve(undefined);
  await late;
  expect(smtp.messages).toHaveLength(1);
  expect(await desk()).toMatchObject({ unsure: 0, waiting: 0, lastError: null });
});

test.each([
  ["RCPT", "550 5.1.1 no such user"],
  [".", "554 5.7.1 not that one"],
])(
  "what was surely refused (%s) is tried again as the same message, later and later, then given up",
  async (at, reply) => {
    await addAccount();
    await createChannel(deployment.ctx, inputOf());
    await addUntold();
    const ids = new Set<string | undefined>();
    smtp.instead = (line) => (line.startsWith(at) ? reply : undefined);
    await tick();
    expect(await desk()).toMatchObject({
      waiting: 1,
      unsure: 0,
      lastError: { type: "urn:grantry:problem:mail-sending", providerDescription: reply },
    });
    await tick();
    expect(smtp.sessions()).toBe(1);
    for (let attempt = 2; attempt <= 12; attempt += 1) {
      deployment.pass(6 * HOUR_MS);
      await tick();
    }
    expect(smtp.sessions()).toBe(9);
    expect(await desk()).toMatchObject({ waiting: 0, dead: 1 });

    smtp.instead = () => undefined;
    const { version } = await getChannel(deployment.ctx, "Desk");
    await updateChannel(deployment.ctx, "Desk", { input: inputOf(), readVersion: version });
    await tick();
    for (const message of await sourcesRead()) ids.add(message?.messageId ?? undefined);
    expect(ids.size).toBe(1);
    expect(await desk()).toMatchObject({ waiting: 0, dead: 0, lastError: null });
  },
);

test("a channel whose own account fails says so and tells nothing of itself", async () => {
  const tokenConfigId = await authorizedMailbox(deployment, endpoint, { name: "Sender's token" });
  await addAccount({ authentication: "oauth2_token", tokenConfigId });
  await createChannel(deployment.ctx, inputOf());
  endpoint.setOutage({ status: 400, body: JSON.stringify({ error: "invalid_grant" }) });
  await requestToken(deployment.ctx, "Sender's token", "refresh_token").catch(() => undefined);
  deployment.pass(2 * HOUR_MS); // and so the access token has ended, too
  const before = (await notificationsFor(deployment.ctx)).length;
  for (let hours = 0; hours < 72; hours += 6) {
    await tick();
    deployment.pass(6 * HOUR_MS);
  }
  expect(smtp.sessions()).toBe(0);
  const { dead, waiting, lastError } = await desk();
  expect({ dead, waiting }).toEqual({ dead: before, waiting: 0 });
  expect(lastError).toMatchObject({ type: "urn:grantry:problem:mail-token" });
  const after = await notificationsFor(deployment.ctx);
  expect(after).toHaveLength(before);
  expect(JSON.stringify(after)).not.toContain("Desk");
});

test("a token that the server refuses is renewed once, not with every attempt", async () => {
  const tokenConfigId = await authorizedMailbox(deployment, endpoint, { name: "Sender's token" });
  await addAccount({ authentication: "oauth2_token", tokenConfigId });
  await createChannel(deployment.ctx, inputOf());
  await addUntold();
  smtp.accept = new Set();
  await tick();
  const requests = endpoint.requests.length;
  expect(smtp.tokens).toHaveLength(2);
  expect(new Set(smtp.tokens).size).toBe(2);
  deployment.pass(60_000);
  await tick();
  expect(smtp.tokens).toHaveLength(3);
  expect(endpoint.requests).toHaveLength(requests);
  expect(await desk()).toMatchObject({ lastError: { type: "urn:grantry:problem:mail-login" } });

  smtp.accept = null;
  expect(await testChannel(deployment.ctx, "Desk")).toEqual({ problem: null });
  expect((await sourcesRead())[0]?.text).toContain("the channel works");
});

test("it goes by Microsoft Graph as well, and a refused token is renewed before the message is given up", async () => {
  const graph = await startGraphServer("support@example.com");
  try {
    const tokenConfigId = await authorizedMailbox(deployment, endpoint, { name: "Graph token" });
    const graphAccount = { type: "MSGraph", port: graph.port, login: "support@example.com", smtpHost: "" };
    await addAccount({ ...graphAccount, authentication: "oauth2_token", tokenConfigId });
    await createChannel(deployment.ctx, inputOf());
    await addUntold();
    graph.fail(/sendMail/, { status: 401 });
    await tick();
    await tick();
    expect(graph.sent).toHaveLength(1);
    expect(graph.sent[0]).toContain(`To: <${recipient}>`);
    expect(await desk()).toMatchObject({ waiting: 0, unsure: 0, lastError: null });
  } finally {
    await graph.close();
  }
});

test("who gets it, and through what, is checked when it is saved", async () => {
  for (const bad of [
    "desk@example.org\r\nBcc: all@example.org",
    "desk@example.org\n",
    "desk@example.org> SIZE=1",
    "Desk <desk@example.org>",
    "a@example.org, b@example.org",
    "desk",
  ]) {
    const { error } = channelInput.safeParse({ name: "Desk", kind: "email", mailAccountId: "Sender", recipient: bad });
    expect(error?.issues.map(({ path }) => path.join("."))).toEqual(["recipient"]);
  }
  const missing = channelInput.safeParse({ name: "Desk", kind: "email" });
  expect(missing.error?.issues.map(({ path }) => path.join("."))).toEqual(["mailAccountId", "recipient"]);

  await addAccount({ name: "Reads only", smtpHost: "" });
  await addAccount({ name: "No address", login: "support" });
  for (const [mailAccountId, message] of [
    ["Nobody's", "mail-account-unknown"],
    ["Reads only", "mail-account-sends-nothing"],
    ["No address", "mail-account-sends-nothing"],
  ]) {
    await expect(createChannel(deployment.ctx, inputOf({ mailAccountId }))).rejects.toMatchObject({
      errors: [{ pointer: "/mailAccountId", message, parameters: { name: mailAccountId } }],
    });
  }
});

test("an account that a channel sends through is not deleted; what it can no longer do, the channel says", async () => {
  await addAccount();
  await createChannel(deployment.ctx, inputOf());
  await expect(removeMailAccount(deployment.ctx, "Sender")).rejects.toMatchObject({
    slug: "mail-account-in-use",
    parameters: { name: "Sender", users: "channel “Desk”" },
    members: { usedBy: [{ kind: "channel", name: "Desk", href: "/settings/channels" }] },
  });
  const change = { input: mailAccountInput.parse({ ...byPassword(), smtpHost: "" }), readVersion: 1 };
  await updateMailAccount(deployment.ctx, "Sender", change);
  expect((await testChannel(deployment.ctx, "Desk")).problem).toMatchObject({
    title: expect.stringContaining("no host for sending"),
  });
  expect(await desk()).toMatchObject({ lastError: { action: expect.stringContaining("SMTP host") } });

  await removeChannel(deployment.ctx, "Desk");
  await removeMailAccount(deployment.ctx, "Sender");
  await expect(removeMailAccount(deployment.ctx, "Sender")).rejects.toMatchObject({ slug: "mail-account-not-found" });
});

test("a channel that becomes one by e-mail forgets its webhook and its secret", async () => {
  await addAccount();
  const webhook = { kind: "webhook", mailAccountId: null, recipient: "", webhookUrl: "http://127.0.0.1:9/hook" };
  const webhookSecret = `whsec_${"A".repeat(32)}`;
  const change = async (more: object) => {
    const { version } = await getChannel(deployment.ctx, "Desk");
    await updateChannel(deployment.ctx, "Desk", { input: inputOf(more), readVersion: version });
    return desk();
  };
  await createChannel(deployment.ctx, inputOf({ ...webhook, webhookSecret }));
  expect(await change({})).toMatchObject({ kind: "email", webhookUrl: "", recipient });
  await expect(change(webhook)).rejects.toMatchObject({
    errors: [{ pointer: "/webhookSecret", message: "required" }],
  });
  const unused = { ...webhook, webhookSecret, mailAccountId: "Sender", recipient };
  expect(await change(unused)).toMatchObject({ kind: "webhook", mailAccountId: null, recipient: "" });
});
