import { expect, test } from "vitest";
import { composeMessage, type TextMessage } from "./compose-message.ts";
import { parseMessage } from "./parse-message.ts";

const plain: TextMessage = {
  id: "0198",
  from: "desk@example.com",
  to: "someone@example.org",
  subject: "Grantry: all is well",
  text: "One line.\r\nAnother.\r\n",
  language: "en",
  at: Date.UTC(2026, 10, 28, 4, 5, 6),
};
const parsed = async (changes: Partial<TextMessage>) =>
  parseMessage(new TextEncoder().encode(composeMessage({ ...plain, ...changes })));
const headersOf = (source: string) => source.split("\r\n\r\n")[0]?.split("\r\n") ?? [];

test("a message has the headers of one that a program sends, and its text as it is", async () => {
  expect(headersOf(composeMessage(plain))).toEqual([
    "From: <desk@example.com>",
    "To: <someone@example.org>",
    "Subject: Grantry: all is well",
    "Date: Sat, 28 Nov 2026 04:05:06 +0000",
    "Message-ID: <0198@example.com>",
    "Auto-Submitted: auto-generated",
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: base64",
    "Content-Language: en",
  ]);
  expect((await parsed({}))?.text).toBe(plain.text);
  expect(headersOf(composeMessage({ ...plain, from: null }))[0]).toBe("To: <someone@example.org>");
});

test("any characters arrive, and no line is longer than lines may be (RFC 5322 §2.1.1, RFC 2047 §2)", async () => {
  for (const subject of [
    "„Support“ lässt sich nicht erneuern: Das Client-Secret ist abgelaufen. Sein Token gilt noch eine Weile, dann nicht mehr.",
    "=?utf-8?Q?not_what_it_looks_like?=",
    "👩‍👩‍👧‍👦".repeat(7),
    "a".repeat(150),
  ]) {
    const source = composeMessage({ ...plain, subject, text: `${subject}\n`.repeat(30) });
    expect(source).toMatch(/^[\x20-\x7e\r\n]*$/);
    expect(Math.max(...source.split("\r\n").map((line) => line.length))).toBeLessThanOrEqual(78);
    const message = await parseMessage(new TextEncoder().encode(source));
    expect(message?.subject).toBe(subject);
    expect(message?.text).toBe(`${subject}\r\n`.repeat(30));
  }
  expect((await parsed({ subject: "ä".repeat(500) }))?.subject).toBe(`${"ä".repeat(200)}…`);
});

test("nothing that is sent becomes a header", async () => {
  for (const end of ["\r\n", "\n", "\r", "\u2028", "\u0085", "\0", "\v"]) {
    const source = composeMessage({
      ...plain,
      subject: `One${end}Bcc: all@example.com`,
      text: `.${end}Bcc: b@example.com`,
    });
    expect(headersOf(source)).toHaveLength(10);
    expect(source).not.toMatch(/^Bcc/im);
    expect(headersOf(source)[2]).toBe("Subject: One Bcc: all@example.com");
    for (const address of [`a@example.com${end}Bcc: b@example.com`, "a@example.com> SIZE=1", `a${end}@example.com`]) {
      expect(() => composeMessage({ ...plain, to: address })).toThrow("ends a header");
      expect(() => composeMessage({ ...plain, from: address })).toThrow("ends a header");
    }
  }
});
