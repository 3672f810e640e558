import { MailFault, protocolFault } from "../mail-fault.ts";
import type { ListedMessage, Mailbox, ReadMessage } from "../mailbox.ts";
import { fetchedMessage, sequenceSet } from "./imap-response.ts";
import type { ImapSession } from "./imap-session.ts";
import { decodeMailboxName, encodeMailboxName, quotedString } from "./mailbox-name.ts";

/** Folders that are named when one is missing. */
const MOST_FOLDERS_TOLD = 30;

/** An open folder. Its UIDs count only as long as `uidValidity` stands (RFC 3501 §2.3.1.1). */
export class ImapMailbox implements Mailbox {
  readonly count: number;
  readonly removesAtClose = false;
  readonly #session: ImapSession;
  readonly #keyPrefix: string;

  private constructor(session: ImapSession, folder: { name: string; count: number; uidValidity: string }) {
    this.#session = session;
    this.count = folder.count;
    this.#keyPrefix = `imap:${folder.name}:${folder.uidValidity}:`;
  }

  /** Opens a folder; when there is none of that name, the fault names those that there are. */
  static async open(session: ImapSession, folder: string): Promise<ImapMailbox> {
    try {
      const responses = await session.command(`SELECT ${quotedString(encodeMailboxName(folder))}`, "mailbox");
      const text = responses.map((response) => response.text).join("\n");
      const count = Number(/^\* (\d+) EXISTS/im.exec(text)?.[1] ?? 0);
      const uidValidity = /\[UIDVALIDITY (\d+)\]/i.exec(text)?.[1];
      if (uidValidity === undefined) throw protocolFault(session.connection.host, "SELECT without UIDVALIDITY");
      return new ImapMailbox(session, { name: folder, count, uidValidity });
    } catch (error) {
      throw (await missingFolder(session, folder, error)) ?? error;
    }
  }

  async list(): Promise<ListedMessage[]> {
    if (this.count === 0) return [];
    const responses = await this.#session.command("UID FETCH 1:* (UID RFC822.SIZE FLAGS)", "mailbox");
    return responses
      .map(fetchedMessage)
      .filter((message) => message !== undefined)
      .sort((a, b) => a.uid - b.uid)
      .map(({ uid, size, deleted }) => ({
        ref: String(uid),
        key: `${this.#keyPrefix}${uid}`,
        size,
        isMarkedDeleted: deleted,
      }));
  }

  async *read(messages: readonly ListedMessage[], maxBytes: number): AsyncGenerator<ReadMessage> {
    const wanted = new Map(messages.map((message) => [message.ref, message]));
    const command = `UID FETCH ${setOf(messages)} (UID BODY.PEEK[])`;
    for await (const response of this.#session.responses(command, "message", maxBytes)) {
      const fetched = fetchedMessage(response);
      if (!fetched?.source) continue;
      const message = wanted.get(String(fetched.uid));
      if (!message) throw protocolFault(this.#session.connection.host, "a message that was not asked for");
      wanted.delete(message.ref);
      yield { message, source: fetched.source };
    }
  }

  /** Without UIDPLUS, what other programs have marked as deleted goes as well: EXPUNGE knows no UIDs (RFC 4315 §2.1). */
  async remove(messages: readonly ListedMessage[]): Promise<void> {
    const set = setOf(messages);
    await this.#session.command(`UID STORE ${set} +FLAGS.SILENT (\\Deleted)`, "mailbox");
    const canExpungeByUid = (await this.#session.capabilities()).includes("UIDPLUS");
    await this.#session.command(canExpungeByUid ? `UID EXPUNGE ${set}` : "EXPUNGE", "mailbox");
  }

  async close(): Promise<void> {
    try {
      await this.#session.command("LOGOUT", "mailbox");
    } finally {
      this.#session.connection.close();
    }
  }
}

function setOf(messages: readonly ListedMessage[]): string {
  return sequenceSet(messages.map(({ ref }) => Number(ref)));
}

async function missingFolder(session: ImapSession, folder: string, error: unknown): Promise<MailFault | undefined> {
  if (!(error instanceof MailFault) || error.failure.explanation !== "mailbox-refused") return undefined;
  const said = error.failure.said ?? "";
  if (!/\[(NONEXISTENT|TRYCREATE)\]|doesn.?t exist|does not exist|unknown mailbox|not found|no such/i.test(said)) {
    return undefined;
  }
  const listed = await session.command('LIST "" "*"', "mailbox").catch(() => []);
  const folders = listed.flatMap(({ text, literals }) => {
    const [, quoted, literal, atom] =
      /^\* LIST \([^)]*\) (?:"[^"]*"|NIL) (?:"(.*)"|\{(\d+)\}|(\S+))$/i.exec(text) ?? [];
    const name =
      literal === undefined
        ? (quoted?.replace(/\\(.)/g, "$1") ?? atom)
        : new TextDecoder().decode(literals[Number(literal)]);
    return name === undefined ? [] : decodeMailboxName(name);
  });
  return new MailFault({
    ...error.failure,
    explanation: "folder-missing",
    parameters: { folder, folders: folders.slice(0, MOST_FOLDERS_TOLD).join(", ") || "INBOX" },
  });
}
