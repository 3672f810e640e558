/** Sources of messages as the world sends them: odd character sets, nested and broken MIME, attachments, bytes that are none. */
export function oddMessage(number: number): Uint8Array {
  const make = kinds[number % kinds.length] ?? plain;
  const source = make(`Odd ${number}`, `<odd.${number}@example.org>`);
  return typeof source === "string" ? Buffer.from(source, "utf8") : source;
}

type Make = (subject: string, messageId: string) => string | Uint8Array;

const head = (subject: string, messageId: string, ...more: string[]): string =>
  [
    `Message-ID: ${messageId}`,
    "From: Ä <a@example.org>",
    "To: support@practice.example",
    `Subject: ${subject}`,
    ...more,
  ]
    .map((line) => `${line}\r\n`)
    .join("");

const plain: Make = (subject, id) => `${head(subject, id)}\r\nText\r\n`;

const kinds: readonly Make[] = [
  plain,
  function utf8(subject, id) {
    const type = ["MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit"];
    return `${head(subject, id, ...type)}\r\nGrüße aus 東京 🎌\r\n`;
  },
  function latin1(subject, id) {
    const type = ["MIME-Version: 1.0", "Content-Type: text/plain; charset=iso-8859-1"];
    return Buffer.from(`${head(subject, id, ...type)}\r\nna\xefve caf\xe9\r\n`, "latin1");
  },
  function unknownCharset(subject, id) {
    return `${head(subject, id, 'Content-Type: text/plain; charset="x-no-such-charset"')}\r\n\u00ff?\r\n`;
  },
  function attachment(subject, id) {
    const content = Buffer.alloc(12_000, id).toString("base64").replace(/.{76}/g, "$&\r\n");
    return `${head(subject, id, 'Content-Type: multipart/mixed; boundary="b"')}\r\n--b\r\nContent-Type: text/plain\r\n\r\nSee the file.\r\n--b\r\nContent-Type: application/pdf; name="=?utf-8?B?w5ZsLnBkZg==?="\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename*=utf-8''%C3%96l.pdf\r\n\r\n${content}\r\n--b--\r\n`;
  },
  function boundaryThatNeverEnds(subject, id) {
    return `${head(subject, id, 'Content-Type: multipart/alternative; boundary="never"')}\r\n--never\r\nContent-Type: text/html\r\n\r\n<p>open\r\n`;
  },
  function boundaryThatIsMissing(subject, id) {
    return `${head(subject, id, "Content-Type: multipart/mixed")}\r\nno part at all\r\n`;
  },
  function brokenBase64(subject, id) {
    return `${head(subject, id, "Content-Type: text/plain", "Content-Transfer-Encoding: base64")}\r\n%%% not base64 %%%\r\n`;
  },
  function dots(subject, id) {
    return `${head(subject, id)}\r\n.\r\n..\r\n...three\r\n.\r\n`;
  },
  function noBody(subject, id) {
    return head(subject, id);
  },
  function longLine(subject, id) {
    return `${head(subject, id)}\r\n${"x".repeat(200_000)}\r\n`;
  },
  function manyHeaders(subject, id) {
    const more = Array.from({ length: 500 }, (_, at) => `X-Header-${at}: ${"v".repeat(50)}`);
    return `${head(subject, id, ...more)}\r\nText\r\n`;
  },
  function foldedAndBare(subject, id) {
    return `${head(subject, id, "X-Folded: one\r\n two", "no colon here", ": no name")}\r\nText\r\n`;
  },
  function nested(subject, id) {
    let body = "Content-Type: text/plain\r\n\r\nInnermost\r\n";
    for (let depth = 0; depth < 40; depth += 1) {
      body = `Content-Type: multipart/mixed; boundary="n${depth}"\r\n\r\n--n${depth}\r\n${body}\r\n--n${depth}--\r\n`;
    }
    return `${head(subject, id).trimEnd()}\r\n${body}`;
  },
  function noLineEndAtTheEnd(subject, id) {
    return `${head(subject, id)}\r\nText without an end of line`;
  },
  function everyByte(subject, id) {
    const bytes = Buffer.from(
      Array.from({ length: 255 }, (_, at) => at + 1).filter((byte) => byte !== 10 && byte !== 13),
    );
    return Buffer.concat([Buffer.from(`${head(subject, id)}\r\n`), bytes, Buffer.from("\r\n")]);
  },
];
