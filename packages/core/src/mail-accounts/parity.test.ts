import { type MailAccountType, mailAccountInput, mailAccountPorts, mailAccountTypes } from "@grantry/schema";
import { startDeployment, startImapServer, startTokenEndpoint } from "@grantry/testing";
import { forEachTest } from "@grantry/testing/for-each-test";
import { expect, test } from "vitest";
import type { Context } from "../context.ts";
import { listMessages } from "../messages/list.ts";
import { getMessage } from "../messages/read.ts";
import { currentSettings } from "../settings.ts";
import { authorizedMailbox } from "../testing/mailbox.ts";
import { checkMailAccount } from "./check.ts";
import { createMailAccount } from "./create.ts";
import { fetchMailAccount } from "./fetch.ts";

const server = forEachTest(startImapServer);
const endpoint = forEachTest(startTokenEndpoint);
const deployment = forEachTest(startDeployment);

const add = (more: object, ctx: Context = deployment.ctx) =>
  createMailAccount(
    ctx,
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

/** A host that notes where it is asked to connect, and gets nowhere. */
function nowhere(): { ctx: Context; asked: string[] } {
  const asked: string[] = [];
  const network = {
    resolve: async () => ["192.0.2.1"],
    allowsPlainText: () => true,
    connect: async (_addresses: readonly string[], port: number) => {
      asked.push(String(port));
      return {
        read: async () => null,
        write: async () => undefined,
        startTls: async () => {
          asked.push("TLS");
          throw new Error("no further");
        },
        close: () => undefined,
      };
    },
  };
  const platform = { ...deployment.platform, mailNetworkWith: () => network };
  return { ctx: { ...deployment.ctx, platform }, asked };
}

test("parity 75: each type can be chosen; without a port it takes its own, under TLS where its name says so", async () => {
  const ports: Record<MailAccountType, number> = {
    IMAP: 143,
    IMAPTLS: 143,
    IMAPS: 993,
    POP3: 110,
    POP3TLS: 110,
    POP3S: 995,
    MSGraph: 443,
  };
  expect(mailAccountPorts).toEqual(ports);
  for (const type of mailAccountTypes.filter((one) => one !== "MSGraph")) {
    const { ctx, asked } = nowhere();
    await add({ name: type, type, host: "mail.example.com", port: null }, ctx);
    await checkMailAccount(ctx, type);
    const isSecuredAtOnce = type === "IMAPS" || type === "POP3S";
    expect(asked, type).toEqual([String(ports[type]), ...(isSecuredAtOnce ? ["TLS"] : [])]);
  }
});

test("parity 76: a token configuration takes the password's place; only valid ones count", async () => {
  const configId = await authorizedMailbox(deployment, endpoint);
  const byToken = { authentication: "oauth2_token", tokenConfigId: configId, password: undefined };
  expect((await add(byToken)).mailAccount).toMatchObject({ tokenConfigName: "Mailbox", passwordSet: false });
  expect((await add({ name: "Password", tokenConfigId: configId })).mailAccount).toMatchObject({
    tokenConfigId: null,
    passwordSet: true,
  });
  expect(mailAccountInput.safeParse({ ...base, authentication: "oauth2_token" }).error?.issues[0]?.path).toEqual([
    "tokenConfigId",
  ]);
  await expect(add({ name: "Unknown", ...byToken, tokenConfigId: "no such" })).rejects.toMatchObject({
    slug: "invalid-input",
  });
  await expect(add({ name: "No password", password: undefined })).rejects.toMatchObject({
    slug: "invalid-input",
  });
});

test("a webhook in clear or at a private address is refused where it is entered", async () => {
  for (const [webhookUrl, message] of [
    ["http://hooks.example.com/mail", "not-https"],
    ["https://169.254.169.254/mail", "private-address"],
  ]) {
    await expect(
      add({ delivery: "webhook", webhookUrl, webhookSecret: `whsec_${btoa("k".repeat(32))}` }),
    ).rejects.toMatchObject({
      errors: [{ pointer: "/webhookUrl", message }],
    });
  }
});

const base = { name: "A", type: "IMAPS", host: "mail.example.com", login: "a" };

test("parity 79: two hosts are asked by two lines where nobody has set others", async () => {
  const settings = await currentSettings(deployment.ctx);
  expect(settings["MailAccount::POP3::Auth::SplitOAuth2MethodAndToken::Hosts"]).toEqual([
    "outlook.office365.com",
    "pop-mail.outlook.com",
  ]);
});

test("parity 83: IMAP and Graph have a folder, INBOX unless it is named; POP3 has none", async () => {
  const folderOf = async (name: string, more: object) => (await add({ name, ...more })).mailAccount.folder;
  const configId = await authorizedMailbox(deployment, endpoint);
  const graph = { type: "MSGraph", authentication: "oauth2_token", tokenConfigId: configId };
  expect(await folderOf("IMAP", {})).toBe("INBOX");
  expect(await folderOf("Archive", { folder: "Archive" })).toBe("Archive");
  expect(await folderOf("Graph", graph)).toBe("INBOX");
  expect(await folderOf("POP3", { type: "POP3", folder: "INBOX" })).toBe("");
});

const steering =
  "Message-ID: <1@example.com>\r\nTo: Sales <SALES@example.com>\r\nX-OTRS-Queue: Sales\r\nSubject: S\r\n\r\ntext\r\n";

test("parity 83: X-OTRS- headers of a trusted account count, those of another are not handed on", async () => {
  for (const trusted of [true, false]) {
    const name = `Trusted ${trusted}`;
    server.put(steering);
    await add({ name, trusted, dispatching: "Queue", queue: "Raw" });
    await fetchMailAccount(deployment.ctx, name);
    const message = await onlyMessageOf(name);
    expect(message.trusted).toBe(trusted);
    expect(message.dispatching).toMatchObject({ by: "Queue", queue: trusted ? "Sales" : "Raw" });
    expect(message.headers.some((header) => header.name === "x-otrs-queue")).toBe(trusted);
  }
});

test("parity 83: dispatching by queue names the account's, by the recipient the addresses", async () => {
  server.put(steering);
  await add({ dispatching: "From", queue: "ignored" });
  await fetchMailAccount(deployment.ctx, "Support");
  expect((await onlyMessageOf("Support")).dispatching).toEqual({
    by: "From",
    queue: null,
    recipients: ["sales@example.com"],
  });
});

async function onlyMessageOf(mailAccount: string) {
  const { items } = await listMessages(deployment.ctx, { mailAccount, state: "waiting", page: 1, pageSize: 10 });
  expect(items).toHaveLength(1);
  return getMessage(deployment.ctx, items[0]?.id ?? "");
}
