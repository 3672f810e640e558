import { expect, test } from "vitest";
import { parseMessage } from "./parse-message.ts";

async function savedAs(fileName: string): Promise<string | null | undefined> {
  const encoded = `=?utf-8?B?${Buffer.from(fileName).toString("base64")}?=`;
  const source = [
    "MIME-Version: 1.0",
    'Content-Type: multipart/mixed; boundary="b"',
    "",
    "--b",
    "Content-Type: application/octet-stream",
    `Content-Disposition: attachment; filename="${encoded}"`,
    "",
    "content",
    "--b--",
    "",
  ].join("\r\n");
  return (await parseMessage(Buffer.from(source)))?.attachments[0]?.fileName;
}

test.each([
  ["report.pdf", "report.pdf"],
  ["Übersicht – März.pdf", "Übersicht – März.pdf"],
  ["../../etc/cron.d/job", "job"],
  ["C:\\Windows\\System32\\a.dll", "a.dll"],
  ["invoice\u202efdp.exe", "invoicefdp.exe"],
  ["a\u0000b\r\n.txt", "ab.txt"],
  ["..", null],
  ["folder/", null],
])("an attachment called %j is saved as %j", async (said, name) => {
  expect(await savedAs(said)).toBe(name);
});
