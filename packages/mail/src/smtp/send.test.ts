import { secret } from "@grantry/schema";
import { expect, test } from "vitest";
import { MailFault } from "../mail-fault.ts";
import type { MailNetwork, MailSocket } from "../network.ts";
import { sendBySmtp } from "../open-mailbox.ts";

const credential = { kind: "password", login: "desk@example.com", password: secret("a password") } as const;
const message = { from: "desk@example.com", to: "someone@example.org", source: "Subject: One\r\n\r\n.Text" };

/** Sends the message to a server that answers as told; nothing: it is gone. @returns what it was told */
async function sendTo(answers: (line: string) => string | undefined): Promise<string[]> {
  const told: string[] = [];
  const waiting: (Uint8Array | null)[] = [bytes("220 hello\r\n")];
  const socket: MailSocket = {
    read: async () => waiting.shift() ?? null,
    async write(written) {
      const line = new TextDecoder().decode(written).trimEnd();
      told.push(line);
      const answer = answers(line) ?? standard(line);
      waiting.push(answer === "" ? null : bytes(`${answer}\r\n`));
    },
    startTls: async () => socket,
    close: () => undefined,
  };
  const network: MailNetwork = {
    resolve: async (host) => [host],
    connect: async () => socket,
    allowsPlainText: () => true,
  };
  const server = { host: "mail.example.com", port: 587, encryption: "none" } as const;
  await sendBySmtp(
    server,
    credential,
    network,
    () => message,
    (_step, work) => work(),
  );
  return told;
}

function standard(line: string): string {
  if (line.startsWith("EHLO")) return "250-mail\r\n250 AUTH PLAIN";
  if (line.startsWith("AUTH")) return "334 ";
  if (line === "DATA") return "354 go on";
  if (line === "QUIT") return "221 bye";
  return /^(MAIL|RCPT|Subject)/.test(line) ? "250 ok" : "235 signed in";
}

const bytes = (text: string) => new TextEncoder().encode(text);

const failureOf = async (sending: Promise<unknown>) => {
  const thrown = await sending.catch((error: unknown) => error);
  return thrown instanceof MailFault ? thrown.failure : thrown;
};

test("a message is handed over as it is, its dots doubled (RFC 5321 §4.5.2)", async () => {
  expect((await sendTo(() => undefined)).slice(-2)).toEqual(["Subject: One\r\n\r\n..Text\r\n.", "QUIT"]);
});

test.each(["", "no reply"])("a server that answers “%s” to the whole message may have taken it", async (answer) => {
  const failure = await failureOf(sendTo((line) => (line.startsWith("Subject") ? answer : undefined)));
  expect(failure).toMatchObject({ explanation: "perhaps-sent", healsByItself: false });
});

test("one that refuses the message has not", async () => {
  const failure = await failureOf(sendTo((line) => (line.startsWith("Subject") ? "554 5.7.60 not as him" : undefined)));
  expect(failure).toMatchObject({ layer: "mailbox", explanation: "microsoft-send-as" });
});

test("one that has taken it may say goodbye as it likes", async () => {
  for (const goodbye of ["", "421 4.3.2 Temporary authentication failure", "535 5.7.3 Authentication unsuccessful"]) {
    await sendTo((line) => (line === "QUIT" ? goodbye : undefined));
  }
});
