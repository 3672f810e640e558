import { secret } from "@grantry/schema";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { GraphHttp } from "./graph/graph-http.ts";
import { ImapSession } from "./imap/imap-session.ts";
import { LineConnection } from "./line-connection.ts";
import { MailFault } from "./mail-fault.ts";
import type { MailSocket } from "./network.ts";
import { Pop3Session } from "./pop3/pop3-session.ts";
import type { Credential } from "./sasl.ts";
import { SmtpSession } from "./smtp/smtp-session.ts";

const planted = 'planted"secret';
const credentials: readonly Credential[] = [
  { kind: "password", login: "desk@example.com", password: secret(planted) },
  { kind: "token", login: "desk@example.com", accessToken: secret(planted) },
];

/** A server that greets, and then answers each line. */
function echoing(greeting: string, answer: (line: string) => string): LineConnection {
  const answers = [greeting];
  const socket: MailSocket = {
    read: async () => new TextEncoder().encode(answers.shift() ?? ""),
    write: async (bytes) => void answers.push(answer(new TextDecoder().decode(bytes).trimEnd())),
    startTls: async () => socket,
    close: () => undefined,
  };
  return new LineConnection(socket, "mail.example.com");
}

async function saidOf(work: Promise<unknown>): Promise<string> {
  const thrown = await work.catch((error: unknown) => error);
  if (!(thrown instanceof MailFault)) throw new Error(`refused otherwise: ${String(thrown)}`);
  return `${thrown.message} ${JSON.stringify(thrown.failure)}`;
}

/** The secret, or it in base64 at whichever offset: at least eight characters of it stand there. */
function revealed(said: string): boolean {
  const sent = [0, 1, 2].map((offset) => btoa(`${" ".repeat(offset)}${planted}`).slice(offset + 1, offset + 12));
  return [planted.slice(0, 8), ...sent].some((form) => said.includes(form));
}

describe.each(credentials)("a server that repeats a $kind has it in no error", (credential) => {
  test("IMAP", async () => {
    const offered = credential.kind === "token" ? " AUTH=XOAUTH2" : "";
    let tag = "";
    const connection = echoing(`* OK [CAPABILITY IMAP4rev1${offered}] hello\r\n`, (line) => {
      const begun = /^(\S+) (LOGIN|AUTHENTICATE)/.exec(line);
      tag = begun?.[1] ?? tag;
      return begun?.[2] === "AUTHENTICATE" ? "+ \r\n" : `${tag} NO cannot take ${line}\r\n`;
    });
    const session = await ImapSession.greeted(connection, credential.login);
    const said = await saidOf(session.signIn(credential, 993));
    expect(said).toContain("[secret]");
    expect(revealed(said)).toBe(false);
  });

  test("POP3", async () => {
    const connection = echoing("+OK hello\r\n", (line) => {
      if (line === "CAPA") return "+OK\r\nSASL XOAUTH2\r\n.\r\n";
      return line.startsWith("USER") ? "+OK\r\n" : `-ERR cannot take ${line}\r\n`;
    });
    const session = await Pop3Session.greeted(connection, credential.login);
    const said = await saidOf(session.signIn(credential, 995, false));
    expect(said).toContain("[secret]");
    expect(revealed(said)).toBe(false);
  });

  test("SMTP, also with words that are no reply", async () => {
    for (const prefix of ["535 cannot take ", "? "]) {
      const connection = echoing("220 hello\r\n", (line) => {
        if (line.startsWith("EHLO")) return "250-mail\r\n250 AUTH XOAUTH2 PLAIN\r\n";
        return line.startsWith("AUTH") ? "334 \r\n" : `${prefix}${line}\r\n`;
      });
      const session = await SmtpSession.greeted(connection, credential.login);
      const said = await saidOf(session.signIn(credential, 587));
      expect(said).toContain("[secret]");
      expect(revealed(said)).toBe(false);
    }
  });
});

test("nor does Graph", async () => {
  const target = { host: "graph.example.com", port: 443, login: "me", accessToken: secret("planted-token") };
  for (const [status, body] of [
    [403, { error: { code: "Denied", message: "Bearer planted-token is not permitted" } }],
    [200, { odd: "planted-token" }],
  ] as const) {
    const http = async () => ({
      ok: true as const,
      status,
      headers: new Headers(),
      body: new TextEncoder().encode(JSON.stringify(body)),
      truncated: false,
    });
    const graph = new GraphHttp(target, { http, wait: async () => undefined });
    const said = await saidOf(graph.read("/messages", z.object({ value: z.array(z.string()) })));
    expect(said).toContain("[secret]");
    expect(said).not.toContain("planted-token");
  }
});
