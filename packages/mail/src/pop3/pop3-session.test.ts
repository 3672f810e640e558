import { secret } from "@grantry/schema";
import { expect, test } from "vitest";
import type { MailSocket } from "../network.ts";
import { openMailbox } from "../open-mailbox.ts";

const credential = { kind: "token", login: "a@example.org", accessToken: secret("the-token") } as const;
const response = Buffer.from("user=a@example.org\x01auth=Bearer the-token\x01\x01").toString("base64");

/** Opens a POP3 mailbox at a server that takes any sign-in. @returns what was sent to sign in */
async function signInAt(host: string, splitHosts: readonly string[]): Promise<string[]> {
  const sent: string[] = [];
  const replies = ["+OK ready"];
  const socket: MailSocket = {
    read: async () => Buffer.from(`${replies.shift() ?? "-ERR"}\r\n`),
    async write(bytes) {
      const line = Buffer.from(bytes).toString().trimEnd();
      sent.push(line);
      if (line === "CAPA") replies.push("+OK", "SASL XOAUTH2", "UIDL", ".");
      else replies.push(/^AUTH XOAUTH2$/.test(line) ? "+ " : "+OK 0 0");
    },
    startTls: async () => socket,
    close: () => undefined,
  };
  const network = { resolve: async () => ["192.0.2.1"], connect: async () => socket, allowsPlainText: () => true };
  const reach = { network, http: () => Promise.reject(new Error("no HTTP here")), wait: async () => undefined };
  const address = { type: "POP3", host, port: 110, folder: "", splitHosts } as const;
  await openMailbox(address, credential, reach, (_step, work) => work());
  return sent.filter((line) => !/^(CAPA|STAT)/.test(line));
}

test("parity 78: a token goes on the line of AUTH, or on its own for hosts of the list, however they are written", async () => {
  expect(await signInAt("pop.example.org", ["outlook.office365.com"])).toEqual([`AUTH XOAUTH2 ${response}`]);
  const split = ["AUTH XOAUTH2", response];
  expect(await signInAt("Outlook.Office365.com", ["outlook.office365.COM"])).toEqual(split);
});
