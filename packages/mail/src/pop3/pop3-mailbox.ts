import { MailFault } from "../mail-fault.ts";
import type { ListedMessage, Mailbox, ReadMessage } from "../mailbox.ts";
import type { Pop3Session } from "./pop3-session.ts";

/** The mailbox of a POP3 session. What is removed is gone when the session ends properly (RFC 1939 §6). */
export class Pop3Mailbox implements Mailbox {
  readonly count: number;
  readonly removesAtClose = true;
  readonly #session: Pop3Session;
  /** Marked in this session: a server refuses to mark one again. */
  readonly #removed = new Set<string>();

  private constructor(session: Pop3Session, count: number) {
    this.#session = session;
    this.count = count;
  }

  static async open(session: Pop3Session): Promise<Pop3Mailbox> {
    const status = await session.command("STAT", "mailbox");
    return new Pop3Mailbox(session, Number(/^(\d+)/.exec(status)?.[1] ?? 0));
  }

  async list(): Promise<ListedMessage[]> {
    if (this.count === 0) return [];
    const [sizes, names] = [pairs(await this.#session.listing("LIST", "mailbox")), await this.#uniqueNames()];
    return [...names].map(([ref, name]) => ({ ref, key: `pop3:${name}`, size: Number(sizes.get(ref) ?? 0) || null }));
  }

  async *read(messages: readonly ListedMessage[], maxBytes: number): AsyncGenerator<ReadMessage> {
    for (const message of messages) {
      yield { message, source: await this.#session.block(`RETR ${message.ref}`, "message", maxBytes) };
    }
  }

  async remove(messages: readonly ListedMessage[]): Promise<void> {
    for (const { ref } of messages) {
      if (this.#removed.has(ref)) continue;
      try {
        await this.#session.command(`DELE ${ref}`, "message");
      } catch (error) {
        throw notDeleted(error);
      }
      this.#removed.add(ref);
    }
  }

  async close(): Promise<void> {
    try {
      await this.#session.command("QUIT", "mailbox");
    } finally {
      this.#session.connection.close();
    }
  }

  /** Nothing else tells a message from another in a later session: without it one could be lost (RFC 1939 §7, UIDL). */
  async #uniqueNames(): Promise<Map<string, string>> {
    try {
      return pairs(await this.#session.listing("UIDL", "mailbox"));
    } catch (error) {
      if (!(error instanceof MailFault) || error.failure.layer !== "mailbox") throw error;
      throw new MailFault({ ...error.failure, explanation: "no-unique-names", healsByItself: false });
    }
  }
}

function notDeleted(error: unknown): unknown {
  if (!(error instanceof MailFault) || error.failure.explanation !== "message-refused") return error;
  return new MailFault({ ...error.failure, explanation: "message-not-deleted" });
}

/** Lines of a number, a space and a word. */
function pairs(lines: readonly string[]): Map<string, string> {
  return new Map(
    lines.flatMap((line): [string, string][] => {
      const [, number, word] = /^(\d+) +(\S+)/.exec(line) ?? [];
      return number !== undefined && word !== undefined ? [[number, word]] : [];
    }),
  );
}
