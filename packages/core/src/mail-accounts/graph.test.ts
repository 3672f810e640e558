import { mailAccountInput } from "@grantry/schema";
import { startDeployment, startGraphServer, startRecordingService, startTokenEndpoint } from "@grantry/testing";
import { forEachTest } from "@grantry/testing/for-each-test";
import { beforeEach, expect, test } from "vitest";
import { exportAuditEvents } from "../audit-events.ts";
import type { Context } from "../context.ts";
import { listMessages } from "../messages/list.ts";
import { getMessage } from "../messages/read.ts";
import { setSetting } from "../settings.ts";
import { authorizedMailbox } from "../testing/mailbox.ts";
import { checkMailAccount } from "./check.ts";
import { createMailAccount } from "./create.ts";
import { fetchMailAccount } from "./fetch.ts";
import { fetchDue } from "./fetch-due.ts";
import { sendTestMessage } from "./send-test-message.ts";
import { getMailAccount } from "./view.ts";

const graph = forEachTest(() => startGraphServer("support@example.com"));
const endpoint = forEachTest(startTokenEndpoint);
const deployment = forEachTest(startDeployment);
/** Pauses that were asked for, in ms; they take no time here. */
let pauses: number[];
let ctx: Context;
beforeEach(() => {
  pauses = [];
  const wait = async (ms: number) => void pauses.push(ms);
  ctx = { ...deployment.ctx, platform: { ...deployment.platform, wait } };
});

const account = async ({ name = "Support", ...more }: { name?: string; [field: string]: unknown } = {}) =>
  createMailAccount(
    ctx,
    mailAccountInput.parse({
      name,
      type: "MSGraph",
      host: "127.0.0.1",
      port: graph.port,
      login: "support@example.com",
      authentication: "oauth2_token",
      tokenConfigId: await authorizedMailbox(deployment, endpoint, { name: `${name} token` }),
      ...more,
    }),
  );
const mail = (number: number, body = "text") =>
  `Message-ID: <${number}@example.com>\r\nFrom: A <a@example.com>\r\nSubject: Number ${number}\r\n\r\n${body}\r\n`;
const mails = (count: number) => Array.from({ length: count }, (_, index) => mail(index + 1));
const numbered = (...numbers: number[]) => numbers.map((number) => `Number ${number}`);
const fetchNow = () => fetchMailAccount(ctx, "Support", { messages: 10_000, milliseconds: 60_000 });
const inState = async (state: "waiting" | "left") => (await listMessages(ctx, { state, page: 1, pageSize: 200 })).items;
const waiting = async () => (await inState("waiting")).map(({ subject }) => subject);
const asked = (fitting: RegExp) =>
  graph.requests.filter(({ method, path }) => fitting.test(`${method} ${path}`)).length;

test("every message is stored as it is on the server, then deleted there; ids stay the same in every folder", async () => {
  const odd = mail(2, "\xe4 in Latin 1\r\n.\r\nand no line end after this");
  const ids = graph.folders.put("Inbox", mail(1), odd);
  await account();
  expect(await fetchNow()).toMatchObject({ outcome: "done", found: 2, stored: 2, left: 0, more: false });
  expect(await waiting()).toEqual(numbered(1, 2));
  const { source } = await getMessage(ctx, (await inState("waiting"))[1]?.id ?? "");
  expect(Buffer.from(source, "base64").toString("latin1")).toBe(odd);
  expect(graph.folders.messages("Inbox")).toEqual([]);
  const of = (method: string, what = "") =>
    ids.map((id) => `${method} /users/support@example.com/messages/${id}${what}`);
  const line = ({ method, path }: { method: string; path: string }) => `${method} ${path}`;
  expect(graph.requests.map(line).filter((one) => /\/messages\/A/.test(one))).toEqual([
    ...of("GET", "/$value"),
    ...of("DELETE"),
  ]);
  for (const { headers } of graph.requests) {
    expect(headers).toMatchObject({ authorization: "Bearer #1", prefer: 'IdType="ImmutableId"' });
  }
});

test("a thousand messages come page after page", async () => {
  graph.folders.put("Inbox", ...mails(1_000));
  await account();
  expect(await fetchNow()).toMatchObject({ outcome: "done", found: 1_000, stored: 1_000, more: false });
  expect(asked(/^GET .*\/mailFolders\/A[^/]*\/messages\?/)).toBe(20);
  expect(asked(/\$value$/)).toBe(1_000);
  expect(graph.folders.messages("Inbox")).toEqual([]);
}, 120_000);

test("a folder is found by its path in any case, hidden ones and those on later pages too; a missing one names the others", async () => {
  for (let number = 1; number <= 60; number += 1) graph.folders.add(`Project ${number}`);
  graph.folders.add("Project 60/Support", { isHidden: true });
  graph.folders.put("Project 60/Support", mail(1));
  await account({ folder: "project 60.SUPPORT" });
  await account({ name: "Lost", folder: "Project 60/Nowhere" });
  expect(await checkMailAccount(ctx, "Support")).toMatchObject({ succeeded: true, messages: 1 });
  const { steps } = await checkMailAccount(ctx, "Lost");
  expect(steps.map(({ step, outcome }) => `${step} ${outcome}`)).toEqual([
    "token done",
    "sign-in done",
    "folder failed",
    "count not-reached",
  ]);
  expect(steps[2]?.problem).toMatchObject({
    title: "There is no folder “Project 60/Nowhere”.",
    action: "Choose one of: Support.",
  });
});

test.each(["cut-off", "not-reached"] as const)(
  "an answer that is %s at any request loses no message and stores none twice",
  async (fault) => {
    await account();
    graph.folders.put("Inbox", ...mails(3));
    await fetchNow();
    const requests = graph.requests.length;
    for (let at = 1; at <= requests; at += 1) {
      const numbers = [1, 2, 3].map((number) => 100 * at + number);
      graph.folders.put("Inbox", ...numbers.map((number) => mail(number)));
      failNth(at, fault);
      await fetchNow();
      await fetchNow();
      const stored = (await waiting()).filter((subject) => numbers.some((number) => subject === `Number ${number}`));
      expect(stored.sort(), `request ${at}`).toEqual(numbered(...numbers));
      expect(graph.folders.messages("Inbox"), `request ${at}`).toEqual([]);
    }
  },
  120_000,
);

/** Breaks the request after so many others. */
function failNth(at: number, fault: "cut-off" | "not-reached"): void {
  let seen = 0;
  graph.fail(() => ++seen === at, fault);
}

test("what is stored and not yet deleted on the server is deleted by the next fetch, and not delivered again", async () => {
  await account();
  graph.folders.put("Inbox", ...mails(3));
  graph.fail(/^DELETE/, { status: 503, retryAfter: 600 });
  expect(await fetchNow()).toMatchObject({ outcome: "failed", stored: 3 });
  expect(graph.folders.messages("Inbox")).toHaveLength(3);
  const reads = asked(/\$value$/);
  expect(await fetchNow()).toMatchObject({ outcome: "done", stored: 0 });
  expect(asked(/\$value$/)).toBe(reads);
  expect(graph.folders.messages("Inbox")).toEqual([]);
  expect(await waiting()).toEqual(numbered(1, 2, 3));
});

test("a pause that Graph asks for is kept, whatever is being done", async () => {
  graph.folders.put("Inbox", ...mails(2));
  await account();
  graph.fail(/^GET \/mailFolders\/inbox/, { status: 429, retryAfter: 3 });
  graph.fail(/messages$/, { status: 503, retryAfter: 4 });
  graph.fail(/\$value$/, { status: 429, retryAfter: 5 });
  graph.fail(/^DELETE/, { status: 504 });
  expect(await fetchNow()).toMatchObject({ outcome: "done", stored: 2, left: 0 });
  expect(pauses).toEqual([3_000, 4_000, 5_000, 1_000]);
});

test("a long pause ends the fetch, blames no message, and the next fetch is not before", async () => {
  graph.folders.put("Inbox", ...mails(30));
  await account();
  await setSetting(ctx, "MailAccount::FetchInterval", 60);
  let reads = 0;
  graph.fail((one) => /\$value$/.test(one) && ++reads > 15, { status: 429, retryAfter: 900 }, 99);
  const failed = await fetchNow();
  expect(failed).toMatchObject({ outcome: "failed", stored: 15, left: 0, problem: { healsByItself: true } });
  expect(failed.problem?.title).toBe("Microsoft Graph asks us to slow down.");
  expect(graph.requests.at(-1)?.path).toMatch(/\$value$/);
  const { nextFetchAt } = (await getMailAccount(ctx, "Support")).mailAccount;
  expect(Math.round((Date.parse(nextFetchAt ?? "") - ctx.platform.now()) / 1_000)).toBe(900);
});

test("Graph that stays busy without saying for how long is asked four times, then left alone", async () => {
  await account();
  graph.fail(/inbox/, { status: 429 }, 99);
  expect(await fetchNow()).toMatchObject({ outcome: "failed" });
  expect(pauses).toEqual([1_000, 2_000, 4_000]);
  expect(graph.requests).toHaveLength(4);
});

/** Tells the token that came first from the others. */
function firstSeen(): (token: string) => boolean {
  const seen = new Set<string>();
  return (token) => {
    seen.add(token);
    const [first] = seen;
    return token === first;
  };
}

test("a token that is refused is renewed once and the request repeated; one refused again is told", async () => {
  graph.folders.put("Inbox", ...mails(2));
  await account();
  const isFirst = firstSeen();
  graph.accepts = (token) => !isFirst(token);
  expect(await fetchNow()).toMatchObject({ outcome: "done", stored: 2 });
  expect(graph.requests.map(({ headers }) => headers["authorization"]).slice(0, 3)).toEqual([
    "Bearer #1",
    "Bearer #2",
    "Bearer #2",
  ]);
  graph.accepts = () => false;
  const before = graph.requests.length;
  const failed = await fetchNow();
  expect(failed.problem).toMatchObject({ type: "urn:grantry:problem:mail-login", healsByItself: false });
  expect(failed.problem?.providerDescription).toBe(
    "401 InvalidAuthenticationToken Lifetime validation failed, the token is expired.",
  );
  expect(graph.requests.length - before).toBe(2);
});

test("a token that ends in the middle of a fetch is replaced, and the fetch goes on", async () => {
  graph.folders.put("Inbox", ...mails(40));
  await account();
  const isFirst = firstSeen();
  let uses = 0;
  graph.accepts = (token) => {
    uses += 1;
    return !isFirst(token) || uses <= 30;
  };
  expect(await fetchNow()).toMatchObject({ outcome: "done", stored: 40, left: 0 });
  expect(graph.folders.messages("Inbox")).toEqual([]);
  expect(await waiting()).toHaveLength(40);
});

test("messages that Graph does not hand out, breaks off at or does not delete keep no other back, and are told", async () => {
  const [broken, cut, held] = graph.folders.put("Inbox", ...mails(30)).slice(2, 5);
  await account();
  graph.fail(new RegExp(`GET /messages/${broken}`), { status: 500 }, 99);
  graph.fail(new RegExp(`GET /messages/${cut}`), "cut-off", 99);
  graph.fail(new RegExp(`DELETE /messages/${held}`), { status: 400, code: "ErrorCannotDeleteObject" }, 99);
  const failed = await fetchNow();
  expect(failed).toMatchObject({ outcome: "failed", stored: 28, left: 2 });
  expect(failed.problem?.title).toBe("127.0.0.1 does not delete a message that is stored here.");
  expect((await inState("left")).map(({ lastError }) => lastError?.title)).toEqual(
    Array(2).fill("127.0.0.1 does not hand out a message."),
  );
  expect(graph.folders.messages("Inbox")).toEqual([mail(3), mail(4), mail(5)]);
  graph.folders.put("Inbox", mail(31));
  expect(await fetchNow()).toMatchObject({ stored: 1 });
  expect((await waiting()).filter((subject) => subject === "Number 5")).toHaveLength(1);
});

test("a message that is too large stays on the server, is told, and is not loaded again", async () => {
  graph.folders.put("Inbox", mail(1), mail(2, "x".repeat(3_000)));
  await setSetting(ctx, "PostMasterMaxEmailSize", 1);
  await account();
  expect(await fetchNow()).toMatchObject({ outcome: "done", stored: 1, left: 1 });
  const reads = asked(/\$value$/);
  expect(await fetchNow()).toMatchObject({ stored: 0, left: 1 });
  expect(asked(/\$value$/)).toBe(reads);
  expect((await inState("left"))[0]?.lastError?.title).toBe("The message is larger than 1 kB.");
  expect(graph.folders.messages("Inbox")).toHaveLength(1);
});

test("a next page at another host is refused, and the token does not go there", async () => {
  const elsewhere = await startRecordingService();
  graph.folders.put("Inbox", ...mails(60));
  graph.nextLink = (honest) => honest.replace(/^http:\/\/[^/]+/, elsewhere.url);
  await account();
  const failed = await fetchNow();
  expect(failed).toMatchObject({ outcome: "failed", stored: 0 });
  expect(failed.problem?.providerDescription).toContain("a next page elsewhere");
  expect(elsewhere.requests).toEqual([]);
  await elsewhere.close();
});

test("pages without end come to one, and what is no page is no empty mailbox", async () => {
  await account();
  graph.folders.put("Inbox", ...mails(60));
  graph.fail(/^DELETE/, { status: 503, retryAfter: 600 });
  await fetchNow(); // ten are stored, and still on the server
  graph.nextLink = (honest) => honest.replace(/skip=\d+/, "skip=0");
  expect((await fetchNow()).problem?.providerDescription).toContain("pages without end");
  graph.nextLink = undefined;
  for (const body of ["{}", "[]", '{"value":{}}', '{"value":[{"id":7}]}', '{"value":[', "<html>", ""]) {
    graph.fail(/messages$/, { status: 200, body });
    expect((await fetchNow()).problem?.title, body).toBe("127.0.0.1 does not speak this protocol.");
  }
  expect(await fetchNow()).toMatchObject({ outcome: "done" });
  expect((await waiting()).sort()).toEqual(numbered(...Array.from({ length: 60 }, (_, index) => index + 1)).sort());
});

test.each([
  [403, "ErrorAccessDenied", "mail-login", "Microsoft Graph does not allow the mailbox support@example.com."],
  [404, "ErrorItemNotFound", "mail-login", "Microsoft Graph does not allow the mailbox support@example.com."],
  [404, "ErrorFolderNotFound", "mail-login", "Microsoft Graph does not allow the mailbox support@example.com."],
  [404, "MailboxNotEnabledForRESTAPI", "mail-mailbox", "Microsoft Graph finds no mailbox support@example.com."],
  [503, "serviceNotAvailable", "mail-mailbox", "Microsoft Graph asks us to slow down."],
])("%i %s is told as what it is", async (status, code, type, title) => {
  await account();
  graph.fail(/inbox/, { status, code }, 99);
  const { steps } = await checkMailAccount(ctx, "Support");
  const failed = steps.find(({ outcome }) => outcome === "failed");
  expect(failed).toMatchObject({ step: "sign-in", problem: { type: `urn:grantry:problem:${type}`, title } });
});

test("a mailbox that there is not is told; “me” is the mailbox of whoever authorized", async () => {
  await account({ login: "nobody@example.com" });
  await account({ name: "Mine", login: "me" });
  const { steps } = await checkMailAccount(ctx, "Support");
  expect(steps[1]?.problem?.title).toBe("Microsoft Graph finds no mailbox nobody@example.com.");
  expect(await checkMailAccount(ctx, "Mine")).toMatchObject({ succeeded: true });
});

test("an account that Graph holds up does not hold up another by the clock", async () => {
  graph.folders.put("Inbox", mail(1));
  const other = await startGraphServer("other@example.com");
  await account();
  await account({ name: "Other", port: other.port, login: "other@example.com" });
  other.fail(/inbox/, { status: 429, retryAfter: 3_600 }, 99);
  deployment.pass(600_000);
  await fetchDue(
    { ...ctx, actor: { kind: "clock", id: "clock", label: "clock" } },
    { messages: 9, milliseconds: 9_000 },
  );
  expect(await waiting()).toEqual(numbered(1));
  expect((await getMailAccount(ctx, "Other")).mailAccount).toMatchObject({ state: "failing" });
  await other.close();
});

test("a test message is sent through Graph as MIME", async () => {
  await account();
  expect(await sendTestMessage(ctx, "Support", "someone@example.org")).toMatchObject({ succeeded: true });
  expect(graph.sent).toHaveLength(1);
  expect(graph.sent[0]).toContain("To: <someone@example.org>");
});

test.each([{ status: 503 }, { status: 504, retryAfter: 1 }, "cut-off"] as const)(
  "a test message that Graph may have taken (%j) is not sent a second time, and that is said",
  async (fault) => {
    await account();
    graph.fail(/sendMail/, fault, 9);
    const { steps } = await sendTestMessage(ctx, "Support", "someone@example.org");
    expect(steps.at(-1)).toMatchObject({ step: "send", outcome: "failed" });
    expect(steps.at(-1)?.problem?.action).toContain("not sent a second time");
    expect(asked(/sendMail/)).toBe(1);
    const events = await exportAuditEvents(ctx, {});
    expect(events.map(({ action }) => action)).toContain("mail-account.test-message-sent");
  },
);

test("a test message that Graph throttles was not taken: it is sent when Graph says", async () => {
  await account();
  graph.fail(/sendMail/, { status: 429, retryAfter: 3 });
  expect(await sendTestMessage(ctx, "Support", "someone@example.org")).toMatchObject({ succeeded: true });
  expect([pauses, graph.sent.length]).toEqual([[3_000], 1]);
});

test("whoever authorized sends as “me”: Graph knows from which address", async () => {
  await account({ login: "me" });
  expect(await sendTestMessage(ctx, "Support", "someone@example.org")).toMatchObject({ succeeded: true });
  expect(graph.sent[0]).not.toContain("From:");
});
