import PostalMime, { type Address } from "postal-mime";

/** What a message says, parsed. */
export interface ParsedMessage {
  readonly messageId: string | null;
  readonly subject: string | null;
  readonly from: MailAddress | null;
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  /** As it was delivered to, by the headers that say so: `Delivered-To`, `X-Original-To`, `Envelope-To`. */
  readonly deliveredTo: readonly string[];
  /** RFC 3339, UTC. */
  readonly date: string | null;
  readonly text: string | null;
  readonly html: string | null;
  /** In their order; names in lower case. */
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly attachments: readonly Attachment[];
}

export interface MailAddress {
  readonly name: string;
  readonly address: string;
}

export interface Attachment {
  readonly fileName: string | null;
  readonly mimeType: string;
  readonly contentId: string | null;
  readonly content: Uint8Array;
}

const deliveryHeaders = ["delivered-to", "x-original-to", "envelope-to"];
const MOST_NESTED = 50;
const MOST_HEADER_BYTES = 1024 * 1024;

/** Parses a message's source, however broken. `undefined`: nothing can be made of it. */
export async function parseMessage(source: Uint8Array): Promise<ParsedMessage | undefined> {
  try {
    const email = await PostalMime.parse(source, {
      attachmentEncoding: "arraybuffer",
      maxNestingDepth: MOST_NESTED,
      maxHeadersSize: MOST_HEADER_BYTES,
    });
    const headers = email.headers.map(({ key, value }) => ({ name: key.toLowerCase(), value }));
    return {
      messageId: email.messageId ?? null,
      subject: email.subject ?? null,
      from: flat([email.from])[0] ?? null,
      to: flat(email.to),
      cc: flat(email.cc),
      deliveredTo: headers.filter(({ name }) => deliveryHeaders.includes(name)).map(({ value }) => bare(value)),
      date: instantOf(email.date),
      text: email.text ?? null,
      html: email.html ?? null,
      headers,
      attachments: email.attachments.map(({ filename, mimeType, contentId, content }) => ({
        fileName: fileNameOf(filename),
        mimeType,
        contentId: contentId ?? null,
        content: typeof content === "string" ? new TextEncoder().encode(content) : new Uint8Array(content),
      })),
    };
  } catch {
    return undefined;
  }
}

/**
 * A name to save by: nothing of a path (RFC 2183 §2.3), nothing that ends a line, and nothing that turns the direction
 * of writing, by which `exe` can look like `pdf`. `null`: nothing is left.
 */
function fileNameOf(said: string | null): string | null {
  const last = (said ?? "").split(/[/\\]/).at(-1) ?? "";
  const name = last.replace(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, "").trim();
  return /^\.*$/.test(name) ? null : name;
}

/** Addresses one by one: a group's members stand for the group (RFC 5322 §3.4). */
function flat(addresses: readonly (Address | undefined)[] | undefined): MailAddress[] {
  return (addresses ?? []).flatMap((entry): MailAddress[] => {
    if (!entry) return [];
    if (entry.group) return entry.group.map(({ name, address }) => ({ name, address: address ?? "" }));
    return [{ name: entry.name, address: entry.address ?? "" }];
  });
}

function bare(value: string): string {
  return /<([^>]*)>/.exec(value)?.[1] ?? value.trim();
}

function instantOf(date: string | undefined): string | null {
  const ms = Date.parse(date ?? "");
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}
