import type { Language } from "@grantry/schema";
import { utf8InBase64 } from "./utf8-base64.ts";

/** A message of plain text that a program sends by itself. */
export interface TextMessage {
  /** The left half of its Message-ID: the same whenever the same message is sent again. */
  readonly id: string;
  /** An address; `null` where whoever sends it fills it in. */
  readonly from: string | null;
  /** An address. */
  readonly to: string;
  /** One line; what would end it becomes a space. */
  readonly subject: string;
  readonly text: string;
  readonly language: Language;
  /** Instant, ms. */
  readonly at: number;
}

const MOST_SUBJECT = 200;
/** Bytes of text in an encoded word: in base64 and with all that stands around it, a line keeps to RFC 2047 §2. */
const WORD_BYTES = 39;
/** Characters of a line (RFC 2045 §6.8, RFC 2047 §2). */
const LINE = 76;

/**
 * The source of a message, in ASCII with CRLF line ends, nothing in it longer than lines may be. `Auto-Submitted` keeps
 * those who are on holiday from answering (RFC 3834 §5).
 * @throws Error when an address would end its header: whoever takes addresses in has to refuse such
 */
export function composeMessage({ id, from, to, subject, text, language, at }: TextMessage): string {
  const [, domain = "grantry.invalid"] = from?.split("@") ?? [];
  return [
    ...(from === null ? [] : [`From: ${bracketed(from)}`]),
    `To: ${bracketed(to)}`,
    `Subject: ${headerText(subject)}`,
    `Date: ${new Date(at).toUTCString().replace("GMT", "+0000")}`,
    `Message-ID: ${bracketed(`${id}@${domain}`)}`,
    "Auto-Submitted: auto-generated",
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: base64",
    `Content-Language: ${language}`,
    "",
    ...(utf8InBase64(text.replace(/\r?\n/g, "\r\n")).match(new RegExp(`.{1,${LINE}}`, "g")) ?? []),
    "",
  ].join("\r\n");
}

function bracketed(address: string): string {
  if (/[\s<>\p{C}]/u.test(address)) throw new Error("an address holds what ends a header");
  return `<${address}>`;
}

/** One line as a header takes it: in encoded words where it is not plain ASCII, or looks like one (RFC 2047). */
function headerText(text: string): string {
  const line = text.replace(/[\p{Cc}\s]+/gu, " ").trim();
  const characters = Array.from(line);
  const cut = characters.length > MOST_SUBJECT ? `${characters.slice(0, MOST_SUBJECT).join("")}…` : line;
  if (cut.length <= LINE - "Subject: ".length && /^[\x20-\x7e]*$/.test(cut) && !cut.includes("=?")) return cut;
  return wordsOf(cut)
    .map((word) => `=?utf-8?B?${utf8InBase64(word)}?=`)
    .join("\r\n ");
}

/** Pieces that each fit into an encoded word; no character is divided. */
function wordsOf(text: string): string[] {
  const pieces: string[] = [];
  let piece = "";
  for (const character of text) {
    if (new TextEncoder().encode(piece + character).length > WORD_BYTES) {
      pieces.push(piece);
      piece = "";
    }
    piece += character;
  }
  return [...pieces, piece];
}
