import { createHash } from "node:crypto";
import { type SmtpServer, startSmtpServer } from "@grantry/testing";
import { expect, type Page, test } from "@playwright/test";
import { Api } from "./support/api.ts";
import { makeCertificate } from "./support/dovecot/certificate.ts";
import { type Dovecot, mailboxPassword, startDovecot } from "./support/dovecot/dovecot.ts";
import { oddMessage } from "./support/odd-messages.ts";
import { type Product, startProduct } from "./support/product.ts";
import { addPracticeToken, answerProvider, becomeAdministrator } from "./support/steps.ts";
import { startWebhookReceiver } from "./support/webhook-receiver.ts";

const login = "support@practice.example"; // what the practice provider suggests at sign-in
const accessTokenSeconds = 6;
const types = ["IMAP", "IMAPTLS", "IMAPS", "POP3", "POP3TLS", "POP3S"] as const;

let product: Product;
let api: Api;
let page: Page;
let xoauth2: Dovecot;
let oauthbearer: Dovecot;
let sink: SmtpServer;
test.beforeAll(async ({ browser }) => {
  const certificate = makeCertificate();
  product = await startProduct({ accessTokenSeconds, trustedAuthority: certificate.authority });
  sink = await startSmtpServer();
  const given = { providerOrigin: product.providerOrigin, certificate, relayPort: sink.port };
  xoauth2 = await startDovecot({ ...given, mechanisms: ["xoauth2", "plain"] });
  oauthbearer = await startDovecot({ ...given, mechanisms: ["oauthbearer"] });
  page = await browser.newPage();
  await becomeAdministrator(page, product);
  await addPracticeToken(page, product, "Mailbox");
  await answerProvider(page, "Allow");
  await expect(page.getByRole("heading", { name: "Authorized" })).toBeVisible();
  api = await Api.of(product, ["mail:read", "mail:write", "tokens:read", "token-configs:read", "token-configs:write"]);
});
test.afterAll(async () => {
  await product.stop();
  for (const server of [xoauth2, oauthbearer]) await server?.kill();
  await sink?.close();
});

for (const type of types) {
  for (const mechanism of ["XOAUTH2", "OAUTHBEARER"] as const) {
    test(`mail comes from a real server by ${type} with ${mechanism}`, async () => {
      const server = mechanism === "XOAUTH2" ? xoauth2 : oauthbearer;
      const name = `${type} ${mechanism}`;
      server.deliver(login, [mail(`${name} one`), mail(`${name} two`)]);
      await addAccount(name, { type, port: portOf(server, type) });
      expect(await fetchNow(name)).toMatchObject({ outcome: "done", found: 2, stored: 2, left: 0, problem: null });
      expect(await subjectsOf(name)).toEqual([`${name} one`, `${name} two`]);
      expect(server.count(login)).toBe(0);
    });
  }
}

test("a password signs in too, and a wrong one is told apart from a wrong server", async () => {
  xoauth2.deliver(login, [mail("By password")]);
  const withPassword = { authentication: "password", tokenConfigId: null, password: mailboxPassword };
  await addAccount("Password", { type: "IMAPS", port: xoauth2.ports.imaps, ...withPassword });
  expect(await fetchNow("Password")).toMatchObject({ outcome: "done", stored: 1 });
  await addAccount("POP3 password", { type: "POP3S", port: xoauth2.ports.pop3s, ...withPassword });
  expect(await fetchNow("POP3 password")).toMatchObject({ outcome: "done", stored: 0 });
  await addAccount("Wrong password", { type: "IMAPS", port: xoauth2.ports.imaps, ...withPassword, password: "wrong" });
  expect(await failedStep("Wrong password")).toMatchObject({ step: "sign-in", type: "urn:grantry:problem:mail-login" });
});

test("a token is for its own mailbox: another's is refused at sign-in, with what the server said", async () => {
  await addAccount("Other's", { type: "IMAPS", port: xoauth2.ports.imaps, login: "other@practice.example" });
  expect(await failedStep("Other's")).toMatchObject({ step: "sign-in", type: "urn:grantry:problem:mail-login" });
});

test("a server whose certificate nobody vouches for gets no token", async () => {
  const stranger = await startDovecot({
    providerOrigin: product.providerOrigin,
    mechanisms: ["xoauth2"],
    certificate: makeCertificate(),
  });
  try {
    for (const type of ["IMAPS", "IMAPTLS", "POP3S", "POP3TLS"] as const) {
      await addAccount(`Stranger ${type}`, { type, port: portOf(stranger, type) });
      expect(await failedStep(`Stranger ${type}`)).toMatchObject({ step: "tls" });
    }
    expect(stranger.log()).not.toContain(login);
  } finally {
    await stranger.kill();
  }
});

test("a stored message is read on its page, and its parts are saved", async () => {
  const withAttachment = 4; // of the odd ones
  xoauth2.deliver(login, [oddMessage(withAttachment)]);
  await addAccount("Read", { type: "IMAPS", port: xoauth2.ports.imaps });
  expect(await fetchNow("Read")).toMatchObject({ stored: 1 });
  await page.goto(`${product.origin}/messages?mailAccount=Read`);
  await page.getByRole("link", { name: "Odd 4" }).click();
  await expect(page.getByRole("heading", { name: "Odd 4", level: 1 })).toBeVisible();
  await expect(page.getByRole("region", { name: "Text" })).toHaveText("See the file.");
  await page.screenshot({ path: "../test-results/screens/message.png", fullPage: true });
  const saving = page.waitForEvent("download");
  await page.getByRole("link", { name: "Öl.pdf" }).click();
  expect((await saving).suggestedFilename()).toBe("Öl.pdf");
});

test("a message reaches the webhook, signed, though the token has expired in between", async () => {
  const webhookSecret = `whsec_${Buffer.alloc(24, 7).toString("base64")}`;
  const receiver = await startWebhookReceiver(webhookSecret);
  try {
    const more = { delivery: "webhook", webhookUrl: receiver.url, webhookSecret };
    await addAccount("To webhook", { type: "IMAPS", port: xoauth2.ports.imaps, ...more });
    xoauth2.deliver(login, [mail("To the webhook")]);
    await new Promise((resolve) => setTimeout(resolve, accessTokenSeconds * 1000 + 1000));
    expect(await fetchNow("To webhook")).toMatchObject({ outcome: "done", stored: 1, problem: null });
    await expect.poll(() => receiver.messages.map(({ subject }) => subject)).toEqual(["To the webhook"]);
    const [{ source } = { source: "" }] = receiver.messages;
    expect(Buffer.from(source, "base64").toString()).toBe(mail("To the webhook"));
  } finally {
    receiver.close();
  }
});

for (const type of ["IMAPS", "POP3S"] as const) {
  test(`a server that is killed in the middle of a fetch by ${type} loses no message and gives none twice`, async () => {
    const name = `Killed ${type}`;
    const subjects = Array.from({ length: 300 }, (_, number) => `${name} ${String(number).padStart(3, "0")}`);
    xoauth2.deliver(login, subjects.map(mail));
    await addAccount(name, { type, port: portOf(xoauth2, type) });
    const fetching = fetchNow(name);
    await expect.poll(() => storedOf(name), { intervals: [5] }).toBeGreaterThan(0);
    await xoauth2.kill();
    await fetching;
    await xoauth2.start();
    await fetchAll(name);
    expect((await subjectsOf(name)).sort()).toEqual(subjects);
    expect(xoauth2.count(login)).toBe(0);
  });
}

test("a thousand odd messages arrive as they lay on the server, byte for byte", async () => {
  test.setTimeout(180_000);
  const sources = Array.from({ length: 1000 }, (_, number) => oddMessage(number));
  xoauth2.deliver(login, sources);
  await addAccount("Odd", { type: "IMAPS", port: xoauth2.ports.imaps });
  await fetchAll("Odd");
  const arrived = await sourcesOf("Odd");
  expect(arrived.map(hashOf).sort()).toEqual(sources.map(hashOf).sort());
  expect(xoauth2.count(login)).toBe(0);
});

for (const [smtpEncryption, mechanism] of [
  ["tls", "XOAUTH2"],
  ["starttls", "OAUTHBEARER"],
  ["none", "XOAUTH2"],
] as const) {
  test(`a test message is sent by SMTP, encryption ${smtpEncryption}, with ${mechanism}`, async () => {
    const { ports } = mechanism === "XOAUTH2" ? xoauth2 : oauthbearer;
    const smtpPort = smtpEncryption === "tls" ? ports.submissions : ports.submission;
    const name = `Sending ${smtpEncryption}`;
    await addAccount(name, { type: "IMAPS", port: ports.imaps, smtpHost: "localhost", smtpPort, smtpEncryption });
    const to = `${smtpEncryption}@example.org`;
    const { succeeded, steps } = await send(name, to);
    expect(succeeded, JSON.stringify(steps)).toBe(true);
    await expect.poll(() => sink.messages.find((message) => message.to === to)).toMatchObject({ from: login });
    expect(await send(name, "")).toMatchObject({ succeeded: true });
    expect(sink.messages.filter((message) => message.to === to)).toHaveLength(1);
  });
}

test("a channel by e-mail tells through a real server what needs attention, once", async () => {
  test.slow(); // the clock of the edge ticks once a minute
  const to = "desk@example.org";
  const { imaps, submissions } = xoauth2.ports;
  await addAccount("Sender", { type: "IMAPS", port: imaps, smtpHost: "localhost", smtpPort: submissions });
  const arrived = () => sink.messages.filter((message) => message.to === to).map(({ source }) => source);
  await page.goto(`${product.origin}/settings/channels`);
  await page.getByLabel("Name").fill("Desk");
  await page.getByLabel("URL").fill("no address");
  await page.getByLabel("Kind").selectOption("E-mail");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByLabel("Recipient")).toHaveAccessibleDescription(/needed/i);
  await page.screenshot({ path: "../test-results/screens/channel-by-mail-form.png", fullPage: true });
  await page.getByLabel("Recipient").fill(to);
  await page.getByLabel("Sent through").selectOption("Sender");
  await page.getByRole("button", { name: "Save" }).click();
  const desk = page.getByRole("region", { name: "Desk" });
  await expect(desk).toContainText(to);
  await expect(desk).toContainText("through Sender");
  await desk.getByRole("button", { name: "Send a test to Desk" }).click();
  await expect(desk).toContainText("Delivered.");
  await expect(desk.getByText("Last delivered:")).toContainText(/now|ago/);
  await expect.poll(() => arrived().some((source) => source.includes("Auto-Submitted: auto-generated"))).toBe(true);
  await page.screenshot({ path: "../test-results/screens/channel-by-mail.png", fullPage: true });

  await api.ask("POST", "/token-configs", { name: "Untold", template: "custom", ...untold(product.providerOrigin) });
  const untoldSubject = /^Subject: =\?utf-8\?B\?/m; // its words have quotation marks
  const told = () => arrived().filter((source) => untoldSubject.test(source) && textOf(source).includes("“Untold”"));
  await expect.poll(() => told().length, { timeout: 90_000 }).toBe(1);
  expect(textOf(told()[0] ?? "")).toMatch(/\n\r?\nhttps?:\/\/\S+\/token-configs\//);

  await page.goto(`${product.origin}/mail-accounts`);
  await page.getByRole("link", { name: "Sender" }).click();
  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("channel “Desk”")).toBeVisible();
});

test("a withdrawn permission fails the fetch, which says so, and the mail stays where it is", async () => {
  await addAccount("Withdrawn", { type: "IMAPS", port: xoauth2.ports.imaps });
  xoauth2.deliver(login, [mail("After the end")]);
  await fetch(`${product.providerOrigin}/test/revoke-grants`, { method: "POST" });
  await expect.poll(async () => (await fetchNow("Withdrawn")).problem?.type).toBe("urn:grantry:problem:mail-token");
  const { problem } = await fetchNow("Withdrawn");
  expect(`${problem.title} ${problem.action}`).toMatch(/authoriz/i);
  expect(xoauth2.count(login)).toBe(1);
});

/** Adds an account that signs in with the token, unless told otherwise. */
async function addAccount(name: string, more: { type: string; port: number } & Record<string, unknown>): Promise<void> {
  const added = await api.ask("POST", "/mail-accounts", {
    name,
    host: "localhost",
    login,
    authentication: "oauth2_token",
    tokenConfigId: "Mailbox",
    ...more,
  });
  expect(added.status, await added.text()).toBe(201);
}

async function fetchNow(name: string) {
  return (await api.ask("POST", `/mail-accounts/${encodeURIComponent(name)}/fetches`)).json();
}

/** Fetches until nothing is left: one fetch has an end, on the edge an early one. */
async function fetchAll(name: string): Promise<void> {
  await expect
    .poll(
      async () => {
        const { outcome, more } = await fetchNow(name);
        return { outcome, more };
      },
      { timeout: 120_000 },
    )
    .toEqual({ outcome: "done", more: false });
}

async function send(name: string, to: string) {
  return (await api.ask("POST", `/mail-accounts/${encodeURIComponent(name)}/test-messages`, { to })).json();
}

function untold(providerOrigin: string) {
  const at = (path: string) => new URL(path, providerOrigin).href;
  const urls = { authorizationUrl: at("/authorize"), tokenUrl: at("/token"), refreshUrl: at("/token") };
  return { clientId: "none", clientSecret: "none", scope: "mail", ...urls };
}

/** The text of a message in base64. */
function textOf(source: string): string {
  return Buffer.from(source.split("\r\n\r\n")[1] ?? "", "base64").toString();
}

/** The step of a check that failed, and its problem's type. */
async function failedStep(name: string) {
  const answer = await api.ask("POST", `/mail-accounts/${encodeURIComponent(name)}/checks`);
  const { steps } = await answer.json();
  const failed = steps.find(({ outcome }: { outcome: string }) => outcome === "failed");
  return { step: failed?.step, type: failed?.problem.type };
}

interface Listed {
  readonly id: string;
  readonly subject: string;
}

async function waitingOf(account: string): Promise<Listed[]> {
  const listed: Listed[] = [];
  for (let page = 1; ; page += 1) {
    const query = new URLSearchParams({ mailAccount: account, pageSize: "200", page: String(page) });
    const { items } = await (await api.ask("GET", `/messages?${query}`)).json();
    listed.push(...items);
    if (items.length < 200) return listed;
  }
}

const subjectsOf = async (account: string) => (await waitingOf(account)).map(({ subject }) => subject);

async function storedOf(account: string): Promise<number> {
  const query = new URLSearchParams({ mailAccount: account, pageSize: "1" });
  return (await (await api.ask("GET", `/messages?${query}`)).json()).total;
}

async function sourcesOf(account: string): Promise<Buffer[]> {
  const sources: Buffer[] = [];
  const waiting = await waitingOf(account);
  const reader = async (): Promise<void> => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const { source } = await (await api.ask("GET", `/messages/${next.id}`)).json();
      sources.push(Buffer.from(source, "base64"));
    }
  };
  await Promise.all(Array.from({ length: 8 }, reader));
  return sources;
}

const hashOf = (source: Uint8Array): string => createHash("sha256").update(source).digest("hex");

function portOf({ ports }: Dovecot, type: (typeof types)[number]): number {
  const [imap, pop3] =
    type.endsWith("S") && !type.endsWith("TLS") ? [ports.imaps, ports.pop3s] : [ports.imap, ports.pop3];
  return type.startsWith("IMAP") ? imap : pop3;
}

const mail = (subject: string) =>
  `Message-ID: <${subject.replaceAll(" ", ".")}@example.org>\r\nFrom: A <a@example.org>\r\nTo: ${login}\r\nSubject: ${subject}\r\n\r\nText\r\n`;
