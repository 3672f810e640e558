import { MailFault, protocolFault } from "./mail-fault.ts";
import type { MailSocket } from "./network.ts";
import { networkFault } from "./network-fault.ts";
import { withoutSecrets } from "./secret-forms.ts";

const MAX_LINE_BYTES = 64 * 1024;
/** Of all lines that come before something is written again: a list of several hundred thousand messages is less. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;
/** How many times too large a block may be and still be read to its end. */
const DROPPED_TIMES = 4;
const LF = 10;
const CR = 13;
const DOT = 46;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Lines, literals and dot-terminated blocks over a socket: what IMAP, POP3 and SMTP are made of. Reads within bounds. */
export class LineConnection {
  readonly host: string;
  #socket: MailSocket;
  /** Received, not read yet. */
  #pending: Uint8Array[] = [];
  #secrets: readonly string[] = [];
  /** Bytes of lines since something was written. */
  #answerBytes = 0;

  constructor(socket: MailSocket, host: string) {
    this.#socket = socket;
    this.host = host;
  }

  async write(text: string): Promise<void> {
    this.#answerBytes = 0;
    await this.#socket.write(encoder.encode(text));
  }

  /** One line without its end, as UTF-8. */
  async readLine(): Promise<string> {
    const line = await this.#readRawLine(MAX_LINE_BYTES);
    this.#answerBytes += line.length;
    if (this.#answerBytes > MAX_ANSWER_BYTES) throw protocolFault(this.host, "an answer without end");
    const end = line.at(-2) === CR ? line.length - 2 : line.length - 1;
    return decoder.decode(line.subarray(0, end));
  }

  /** So many bytes, whatever they are. */
  async readBytes(length: number): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    let missing = length;
    while (missing > 0) {
      const chunk = await this.#nextChunk();
      const part = chunk.subarray(0, missing);
      if (part.length < chunk.length) this.#pending.unshift(chunk.subarray(part.length));
      parts.push(part);
      missing -= part.length;
    }
    return joined(parts);
  }

  /**
   * Lines up to one that is a dot alone, the dots that were put before other dots taken away (RFC 1939 §3). What is
   * beyond `maxBytes` is read and dropped: `null`; several times as much is taken for no end.
   */
  async readDotBlock(maxBytes: number): Promise<Uint8Array | null> {
    const parts: Uint8Array[] = [];
    let length = 0;
    for (;;) {
      const line = await this.#readRawLine(maxBytes + MAX_LINE_BYTES);
      const isDotted = line[0] === DOT;
      if (isDotted && (line[1] === LF || (line[1] === CR && line[2] === LF))) break;
      const part = isDotted ? line.subarray(1) : line;
      length += part.length;
      if (length <= maxBytes) parts.push(part);
      if (length > DROPPED_TIMES * maxBytes + MAX_LINE_BYTES) throw protocolFault(this.host, "an answer without end");
    }
    return length <= maxBytes ? joined(parts) : null;
  }

  /**
   * TLS from here on. What came in before must have been read: else somebody in between could have the server's
   * unprotected words taken for protected ones (CVE-2011-0411).
   */
  async startTls(): Promise<void> {
    if (this.#pending.length > 0) {
      throw new MailFault({
        layer: "network",
        explanation: "starttls-injection",
        healsByItself: false,
        host: this.host,
      });
    }
    this.#socket = await this.#socket.startTls(this.host);
  }

  /** From now on these are hidden in what {@link shown} gives. */
  hide(secrets: readonly string[]): void {
    this.#secrets = secrets;
  }

  /** The server's words as they may be kept: some servers, and whoever poses as one, repeat what was sent. */
  shown(words: string): string {
    return withoutSecrets(words, this.#secrets);
  }

  close(): void {
    this.#socket.close();
  }

  async #readRawLine(maxBytes: number): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    let length = 0;
    for (;;) {
      const chunk = await this.#nextChunk();
      const end = chunk.indexOf(LF) + 1;
      const part = end > 0 ? chunk.subarray(0, end) : chunk;
      if (part.length < chunk.length) this.#pending.unshift(chunk.subarray(part.length));
      parts.push(part);
      length += part.length;
      if (length > maxBytes) throw protocolFault(this.host, `a line of more than ${maxBytes} bytes`);
      if (end > 0) return joined(parts);
    }
  }

  async #nextChunk(): Promise<Uint8Array> {
    const chunk = this.#pending.shift() ?? (await this.#socket.read());
    if (chunk === null) throw networkFault("reset", this.host);
    return chunk;
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
