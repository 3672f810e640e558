import { secret } from "@grantry/schema";
import { expect, test } from "vitest";
import { ImapMailbox } from "./imap/imap-mailbox.ts";
import { ImapSession } from "./imap/imap-session.ts";
import { LineConnection } from "./line-connection.ts";
import { MailFault } from "./mail-fault.ts";
import type { MailSocket } from "./network.ts";
import { Pop3Session } from "./pop3/pop3-session.ts";
import { SmtpSession } from "./smtp/smtp-session.ts";

const credential = { kind: "token", login: "desk@example.com", accessToken: secret("a-token") } as const;

/** A server that greets and answers each line; once nothing else is to be read, it says `forever` again and again. */
function endless(greeting: string, answer: (line: string) => string, forever: string) {
  const answers = [greeting];
  const many = new TextEncoder().encode(forever.repeat(Math.ceil(65_536 / Math.max(1, forever.length))));
  let bytes = 0;
  const socket: MailSocket = {
    async read() {
      const next = answers.shift();
      const chunk = next === undefined ? many : new TextEncoder().encode(next);
      bytes += chunk.length;
      return chunk;
    },
    async write(written) {
      const said = answer(new TextDecoder().decode(written).trimEnd());
      if (said !== "") answers.push(said);
    },
    startTls: async () => socket,
    close: () => undefined,
  };
  return { connection: new LineConnection(socket, "mail.example.com"), bytesRead: () => bytes };
}

/** What it is refused as, and that no more came in than so many megabytes. */
async function isRefused(work: Promise<unknown>, said: string, bytesRead: () => number, most: number): Promise<void> {
  const thrown = await work.catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(MailFault);
  expect((thrown as MailFault).failure).toMatchObject({ explanation: "not-understood", said });
  expect(bytesRead()).toBeLessThan(most * 1024 * 1024);
}

const imap = (forever: string) =>
  endless(
    "* OK [CAPABILITY IMAP4rev1 AUTH=XOAUTH2] hello\r\n",
    (line) => (/ SELECT/.test(line) ? `* 1 EXISTS\r\n* OK [UIDVALIDITY 1]\r\n${line.split(" ")[0]} OK\r\n` : ""),
    forever,
  );

test("a mailbox whose list has no end is given up", async () => {
  const { connection, bytesRead } = imap("* 1 FETCH (UID 1 RFC822.SIZE 1 FLAGS ())\r\n");
  const mailbox = await ImapMailbox.open(await ImapSession.greeted(connection, credential.login), "INBOX");
  await isRefused(mailbox.list(), "an answer without end", bytesRead, 66);
});

test("messages that nobody asked for are not read on", async () => {
  const { connection, bytesRead } = imap("* 1 FETCH (UID 7 BODY[] {4}\r\nmore)\r\n");
  const mailbox = await ImapMailbox.open(await ImapSession.greeted(connection, credential.login), "INBOX");
  const reading = async () => {
    for await (const _one of mailbox.read([{ ref: "7", key: "7", size: 4 }], 1024));
  };
  await isRefused(reading(), "a message that was not asked for", bytesRead, 1);
});

test.each([
  ["lines", "line after line\r\n"],
  ["one line", "x"],
])("a message of POP3 that has no end (%s) is given up", async (_title, forever) => {
  const { connection, bytesRead } = endless("+OK hello\r\n", () => "+OK\r\n", forever);
  const session = await Pop3Session.greeted(connection, credential.login);
  const limit = 1024 * 1024;
  const thrown = await session.block("RETR 1", "message", limit).catch((error: unknown) => error);
  expect(thrown).toMatchObject({ failure: { explanation: "not-understood" } });
  expect(bytesRead()).toBeLessThan(6 * limit);
});

test("a message of POP3 that is larger than asked for is read to its end and dropped", async () => {
  const { connection } = endless("+OK hello\r\n", () => `+OK\r\n${"0123456789\r\n".repeat(200)}.\r\n+OK next\r\n`, "");
  const session = await Pop3Session.greeted(connection, credential.login);
  expect(await session.block("RETR 1", "message", 1000)).toBe(null);
});

test("a server that asks on and on while one signs in is given up", async () => {
  const asking = imap("+ \r\n");
  const session = await ImapSession.greeted(asking.connection, credential.login);
  await isRefused(session.signIn(credential, 993), "challenges without end", asking.bytesRead, 1);

  const pop3 = endless("+OK hello\r\n", (line) => (line === "CAPA" ? "-ERR\r\n" : "+ \r\n"), "");
  const pop3Session = await Pop3Session.greeted(pop3.connection, credential.login);
  await isRefused(pop3Session.signIn(credential, 995, false), "challenges without end", pop3.bytesRead, 1);

  const smtp = endless(
    "220 hello\r\n",
    (line) => (line.startsWith("EHLO") ? "250-mail\r\n250 AUTH XOAUTH2\r\n" : "334 \r\n"),
    "",
  );
  const smtpSession = await SmtpSession.greeted(smtp.connection, credential.login);
  await isRefused(smtpSession.signIn(credential, 587), "challenges without end", smtp.bytesRead, 1);
});
