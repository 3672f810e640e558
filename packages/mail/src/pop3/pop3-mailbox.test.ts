import { expect, test } from "vitest";
import { LineConnection } from "../line-connection.ts";
import type { MailSocket } from "../network.ts";
import { Pop3Mailbox } from "./pop3-mailbox.ts";
import { Pop3Session } from "./pop3-session.ts";

/** A mailbox of three messages that keeps the second one, and marks none twice. */
async function opened(): Promise<{ mailbox: Pop3Mailbox; marked: Set<string> }> {
  const marked = new Set<string>();
  const answers = ["+OK hello"];
  const socket: MailSocket = {
    read: async () => new TextEncoder().encode(`${answers.shift()}\r\n`),
    async write(written) {
      const [command = "", number = ""] = new TextDecoder().decode(written).trimEnd().split(" ");
      const refuses = command === "DELE" && (number === "2" || marked.has(number));
      if (command === "DELE" && !refuses) marked.add(number);
      answers.push(refuses ? "-ERR not this one" : "+OK 3 30");
    },
    startTls: async () => socket,
    close: () => undefined,
  };
  const session = await Pop3Session.greeted(new LineConnection(socket, "mail.example.com"), "a");
  return { mailbox: await Pop3Mailbox.open(session), marked };
}

const messages = ["1", "2", "3"].map((ref) => ({ ref, key: `pop3:${ref}`, size: 10 }));

test("a message that the server keeps is told as that one, and the others can go all the same", async () => {
  const { mailbox, marked } = await opened();
  await expect(mailbox.remove(messages)).rejects.toMatchObject({
    failure: { layer: "message", explanation: "message-not-deleted" },
  });
  for (const message of messages.filter(({ ref }) => ref !== "2")) await mailbox.remove([message]);
  expect([...marked]).toEqual(["1", "3"]);
});
