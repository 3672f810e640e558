import { mailAccountInput } from "@grantry/schema";
import { startDeployment, startImapServer, startTokenEndpoint } from "@grantry/testing";
import { forEachTest } from "@grantry/testing/for-each-test";
import { expect, test } from "vitest";
import { listMessages } from "../messages/list.ts";
import { getMessage } from "../messages/read.ts";
import { notificationsFor } from "../notifications/list.ts";
import { setSetting } from "../settings.ts";
import { authorizedMailbox, mailboxInput } from "../testing/mailbox.ts";
import { createTokenConfig } from "../token-configs/create.ts";
import { removeTokenConfig } from "../token-configs/remove.ts";
import { checkMailAccount } from "./check.ts";
import { createMailAccount } from "./create.ts";
import { fetchMailAccount } from "./fetch.ts";
import { fetchDue, nextMailFetchAt } from "./fetch-due.ts";
import { listMailFetches } from "./list-fetches.ts";
import { getMailAccount } from "./view.ts";

const server = forEachTest(startImapServer);
const endpoint = forEachTest(startTokenEndpoint);
const deployment = forEachTest(startDeployment);

const asClock = () => ({ ...deployment.ctx, actor: { kind: "clock", id: "clock", label: "clock" } as const });
const limits = { messages: 10_000, milliseconds: 60_000 };
const account = (more: object = {}) =>
  createMailAccount(
    deployment.ctx,
    mailAccountInput.parse({
      name: "Support",
      type: "IMAP",
      host: "127.0.0.1",
      port: server.port,
      login: "support@example.com",
      password: "p",
      ...more,
    }),
  );
const byToken = async () =>
  account({ authentication: "oauth2_token", tokenConfigId: await authorizedMailbox(deployment, endpoint) });
const mail = (number: number, body = "text") =>
  `Message-ID: <${number}@example.com>\r\nFrom: A <a@example.com>\r\nSubject: Number ${number}\r\n\r\n${body}\r\n`;
const fetchNow = () => fetchMailAccount(deployment.ctx, "Support");
const waiting = async () =>
  (await listMessages(deployment.ctx, { state: "waiting", page: 1, pageSize: 200 })).items.map(
    ({ subject }) => subject,
  );
const numbered = (...numbers: number[]) => numbers.map((number) => `Number ${number}`);

test("every message is stored and then gone from the server; the source is as it was", async () => {
  server.put(mail(1), mail(2, "\xe4 in Latin 1, and a lone dot\r\n.\r\n"));
  await account();
  expect(await fetchNow()).toMatchObject({ outcome: "done", found: 2, stored: 2, left: 0, more: false });
  expect(server.messages.size).toBe(0);
  expect(await waiting()).toEqual(numbered(1, 2));
  const { items } = await listMessages(deployment.ctx, { state: "waiting", page: 1, pageSize: 200 });
  const { source } = await getMessage(deployment.ctx, items[1]?.id ?? "");
  expect(Buffer.from(source, "base64").toString("latin1")).toBe(mail(2, "\xe4 in Latin 1, and a lone dot\r\n.\r\n"));
});

test("a connection that breaks off at any command loses no message and stores none twice", async () => {
  await account();
  for (const when of ["before", "after"] as const) {
    for (let offset = 1; offset <= 7; offset += 1) {
      const first = 1000 * offset + (when === "before" ? 0 : 500);
      server.put(mail(first), mail(first + 1), mail(first + 2));
      server.breakOff = { commands: server.commands() + offset, when };
      await fetchNow();
      server.breakOff = null;
      await fetchNow();
      expect(server.messages.size).toBe(0);
      const stored = (await waiting()).filter(
        (subject) => Number(subject?.slice(7)) >= first && Number(subject?.slice(7)) < first + 3,
      );
      expect(stored.sort(), `${when} command ${offset}`).toEqual(numbered(first, first + 1, first + 2));
    }
  }
});

test("a message that the server refuses, and one that it breaks off at, keep no other back; they are named", async () => {
  server.put(...[1, 2, 3, 4, 5, 6].map((number) => mail(number)));
  server.refuses.add(2);
  server.breaksAt.add(5);
  await account();
  expect(await fetchNow()).toMatchObject({ outcome: "done", stored: 4, left: 2 });
  expect((await waiting()).sort()).toEqual(numbered(1, 3, 4, 6));
  expect([...server.messages.keys()]).toEqual([2, 5]);
  const left = await listMessages(deployment.ctx, { state: "left", page: 1, pageSize: 50 });
  expect(left.items.map(({ lastError }) => lastError?.title)).toEqual(
    Array(2).fill("127.0.0.1 does not hand out a message."),
  );
  server.refuses.clear();
  server.breaksAt.clear();
  expect(await fetchNow()).toMatchObject({ stored: 2, left: 0 });
  expect((await listMessages(deployment.ctx, { state: "left", page: 1, pageSize: 50 })).total).toBe(0);
});

test("a message that is too large stays on the server, is told, and is fetched when the setting allows it", async () => {
  server.put(mail(1), mail(2, "x".repeat(3000)));
  await setSetting(deployment.ctx, "PostMasterMaxEmailSize", 1);
  await account();
  expect(await fetchNow()).toMatchObject({ stored: 1, left: 1 });
  expect(await fetchNow()).toMatchObject({ stored: 0, left: 1 });
  const [left] = (await listMessages(deployment.ctx, { state: "left", page: 1, pageSize: 50 })).items;
  expect(left?.lastError?.title).toBe("The message is larger than 1 kB.");
  await setSetting(deployment.ctx, "PostMasterMaxEmailSize", 10);
  expect(await fetchNow()).toMatchObject({ stored: 1, left: 0 });
});

test("messages that lie under new numbers after a restore are not stored a second time", async () => {
  server.put(mail(1), mail(2));
  await account();
  server.breakOff = { commands: 5, when: "before" }; // stored, not yet deleted
  await fetchNow();
  server.breakOff = null;
  server.renumber();
  server.put(mail(3));
  await fetchNow();
  expect((await waiting()).sort()).toEqual(numbered(1, 2, 3));
  expect(server.messages.size).toBe(0);
});

test("parity 80: a token that has expired is renewed while fetching, with nobody doing anything", async () => {
  await byToken();
  deployment.pass(2 * 3_600_000);
  server.put(mail(1));
  expect(await fetchNow()).toMatchObject({ outcome: "done", stored: 1 });
});

test("a token that the server refuses is renewed once, then it is tried again", async () => {
  await byToken();
  server.put(mail(1));
  await checkMailAccount(deployment.ctx, "Support");
  const [refused = ""] = server.tokens;
  server.accept = { has: (token: string) => token !== refused } as ReadonlySet<string>;
  expect(await fetchNow()).toMatchObject({ outcome: "done", stored: 1 });
  server.accept = new Set();
  const before = server.tokens.length;
  const failed = await fetchNow();
  expect(failed).toMatchObject({ outcome: "failed", problem: { type: "urn:grantry:problem:mail-login" } });
  expect(failed.problem?.providerDescription).toContain('"status":"400"');
  expect(server.tokens.length - before).toBe(2);
});

test("a session that ends with its token is no failure: another one goes on, and no message is blamed", async () => {
  server.put(mail(1));
  await byToken();
  // AUTHENTICATE, CAPABILITY and SELECT open it; then it is listed, read, marked and expunged.
  for (const commands of [2, 3, 4, 5, 6, 7]) {
    server.breakOff = { commands: server.commands() + commands, when: "token-ended" };
    server.put(mail(commands));
    expect(await fetchNow(), `at command ${commands}`).toMatchObject({ outcome: "done", left: 0, problem: null });
    expect(server.messages.size).toBe(0);
  }
  expect(await waiting()).toEqual(numbered(1, 2, 3, 4, 5, 6, 7));
});

test("what Exchange hands out in place of a message that it still checks stays there, and is told", async () => {
  const subject = "Retrieval using the IMAP4 protocol failed for the following message: 12";
  server.put(mail(1), mail(2).replace("Number 2", subject), mail(3).replace("Number 3", `Re: ${subject}`));
  await account();
  expect(await fetchNow()).toMatchObject({ outcome: "done", stored: 2, left: 1 });
  expect([...server.messages.keys()]).toEqual([2]);
  const { items } = await listMessages(deployment.ctx, { state: "left", page: 1, pageSize: 9 });
  expect(items[0]?.lastError?.title).toBe("Exchange is still checking the attachments of a message.");
  server.messages.set(2, mail(2));
  expect(await fetchNow()).toMatchObject({ stored: 1, left: 0 });
  expect(server.messages.size).toBe(0);
});

test("a refused token that no refresh token renews is requested by its own grant", async () => {
  const { tokenConfig } = await createTokenConfig(
    deployment.ctx,
    mailboxInput(endpoint, {
      name: "App",
      clientId: "4f0a1f9e-7d7c-4f0e-9a55-0c6d3b1f2a3b",
      template: "exchange-online-app",
      placeholders: { tenant: "contoso.example" },
      scope: undefined,
    }),
  );
  await authorizedMailbox(deployment, endpoint);
  const input = { name: "Exchanged", template: "custom-token-exchange", subjectTokenConfig: "Mailbox" };
  const exchanged = await createTokenConfig(deployment.ctx, mailboxInput(endpoint, input));
  for (const { id, name } of [tokenConfig, exchanged.tokenConfig]) {
    await account({ name, authentication: "oauth2_token", tokenConfigId: id });
    await checkMailAccount(deployment.ctx, name);
    const refused = server.tokens.at(-1);
    server.accept = { has: (token: string) => token !== refused } as ReadonlySet<string>;
    server.put(mail(1));
    expect(await fetchMailAccount(deployment.ctx, name)).toMatchObject({ outcome: "done", stored: 1 });
    server.accept = null;
  }
});

test("parity 81: a token that cannot be had fails that account alone, and its fetch says why", async () => {
  await byToken();
  await account({ name: "Other" });
  server.put(mail(1));
  endpoint.answerNext({ status: 400, body: '{"error":"invalid_grant"}' });
  endpoint.answerNext({ status: 400, body: '{"error":"invalid_grant"}' });
  deployment.pass(2 * 3_600_000);
  await fetchDue(asClock(), limits);
  expect(await waiting()).toEqual(numbered(1));
  const { items } = await listMailFetches(deployment.ctx, "Support", { page: 1, pageSize: 10 });
  expect(items[0]).toMatchObject({ outcome: "failed", problem: { type: "urn:grantry:problem:mail-token" } });
  const told = (await notificationsFor(deployment.ctx)).filter(({ kind }) => kind === "mail-account-fails");
  expect(told).toHaveLength(1);
  expect((await listMailFetches(deployment.ctx, "Other", { page: 1, pageSize: 10 })).items[0]).toMatchObject({
    stored: 1,
  });
});

test("parity 82: the clock fetches valid accounts alone, every ten minutes, one fetch at a time", async () => {
  await account();
  await account({ name: "Resting", validity: "invalid-temporarily" });
  const first = (await nextMailFetchAt(deployment.ctx)) ?? 0;
  expect(Math.round((first - deployment.platform.now()) / 60_000)).toBe(10);
  server.put(mail(1));
  await fetchDue(asClock(), limits);
  expect(await waiting()).toEqual([]);
  deployment.pass(600_000);
  const other = deployment.anotherHost();
  const both = [asClock(), { ...asClock(), db: other.db, platform: other.platform }];
  await Promise.all(both.map((ctx) => fetchDue(ctx, limits)));
  expect(await waiting()).toEqual(numbered(1));
  expect((await listMailFetches(deployment.ctx, "Support", { page: 1, pageSize: 10 })).total).toBe(1);
  expect((await getMailAccount(deployment.ctx, "Resting")).mailAccount).toMatchObject({
    state: "not-in-use",
    nextFetchAt: null,
  });
  await expect(fetchMailAccount(deployment.ctx, "Resting")).rejects.toMatchObject({ slug: "mail-account-not-in-use" });
});

test("parity 65: a configuration that a mail account uses, valid or not, is not deleted", async () => {
  const configId = await authorizedMailbox(deployment, endpoint);
  await account({ authentication: "oauth2_token", tokenConfigId: configId, validity: "invalid" });
  await expect(removeTokenConfig(deployment.ctx, configId)).rejects.toMatchObject({
    slug: "token-config-in-use",
    parameters: { users: "mail account “Support”" },
  });
});

test("the check says how far it came, and names the folders when one is missing", async () => {
  await account({ folder: "Nowhere" });
  const { succeeded, steps } = await checkMailAccount(deployment.ctx, "Support");
  expect(succeeded).toBe(false);
  expect(steps.map(({ step, outcome }) => `${step} ${outcome}`)).toEqual([
    "resolve done",
    "connect done",
    "sign-in done",
    "folder failed",
    "count not-reached",
  ]);
  expect(steps[3]?.problem).toMatchObject({
    title: "There is no folder “Nowhere”.",
    action: "Choose one of: INBOX, Archive.",
  });
});

test("two thousand messages come in one fetch, which the limit divides when it is set", async () => {
  server.put(...Array.from({ length: 2_000 }, (_, number) => mail(number)));
  await account();
  expect(await fetchMailAccount(deployment.ctx, "Support", { ...limits, messages: 500 })).toMatchObject({
    stored: 500,
    more: true,
  });
  expect(await nextMailFetchAt(deployment.ctx)).toBeLessThanOrEqual(deployment.platform.now());
  expect(await fetchMailAccount(deployment.ctx, "Support", limits)).toMatchObject({ stored: 1_500, more: false });
  expect(server.messages.size).toBe(0);
}, 60_000);
