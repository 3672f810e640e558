import {
  type MailAccountRow,
  messagesOnServer,
  noteLeftMessage,
  noteRemoved,
  renameOnServer,
  type Statement,
  writeBatch,
} from "@grantry/db";
import type { ListedMessage } from "@grantry/mail";
import type { TransportFailure } from "@grantry/schema";
import type { Context } from "../context.ts";
import { newId } from "../ids.ts";
import { tooLarge } from "./fetch-failures.ts";
import type { Incoming } from "./incoming.ts";
import { maxMessageBytes } from "./interval.ts";

/** Fetches after which a message that is not handed out is no longer asked for by the clock. */
const MOST_TRIES_FOR_ONE = 5;

type KnownMessage = Awaited<ReturnType<typeof messagesOnServer>>[number];

/** What lies on an account's server as it is known here, during one fetch: stored, left there, or new. */
export class ServerMessages {
  readonly #ctx: Context;
  readonly #account: MailAccountRow;
  /** By the server's names: not asked for again in this fetch. */
  readonly #left = new Set<string>();
  #newlyLeft = 0;
  /** Stored under a name that the server has given up (a new UIDVALIDITY): told by what they hold. */
  #renumbered: KnownMessage[] = [];

  constructor(ctx: Context, account: MailAccountRow) {
    this.#ctx = ctx;
    this.#account = account;
  }

  /** How many stay on the server. */
  get left(): number {
    return this.#left.size;
  }

  /** Whether this fetch has left some there itself. */
  get hasNewlyLeft(): boolean {
    return this.#newlyLeft > 0;
  }

  /** What is on the server beside what is known of it: messages to fetch, and messages that only have to go. */
  async compare(listed: readonly ListedMessage[]): Promise<{ wanted: ListedMessage[]; stored: ListedMessage[] }> {
    const known = new Map((await messagesOnServer(this.#ctx.db, this.#account.id)).map((one) => [one.serverKey, one]));
    const present = new Set(listed.map(({ key }) => key));
    const absent = [...known.values()].filter(({ serverKey }) => !present.has(serverKey));
    this.#renumbered = absent.filter(({ serverKey, state }) => state !== "left" && wasRenumbered(serverKey, listed));
    const gone = absent.filter((one) => !this.#renumbered.includes(one)).map(({ serverKey }) => serverKey);
    await this.noteRemoved(gone);
    const limit = await maxMessageBytes(this.#ctx);
    const wanted = listed.filter((message) => this.#isWanted(message, known.get(message.key), limit));
    const large = wanted.filter(({ size }) => (size ?? 0) > limit);
    await this.leave(large.map((message) => ({ message, failure: tooLarge(limit) })));
    return {
      wanted: wanted.filter(({ size }) => (size ?? 0) <= limit),
      stored: listed.filter(({ key }) => known.has(key) && known.get(key)?.state !== "left"),
    };
  }

  /**
   * Tells what is stored already under a former name, and now goes by its new one, from what is new.
   */
  async recognize(incoming: readonly Incoming[]): Promise<{ again: ListedMessage[]; fresh: Incoming[] }> {
    const again: { known: KnownMessage; message: ListedMessage }[] = [];
    const fresh: Incoming[] = [];
    for (const one of incoming) {
      const at = this.#renumbered.findIndex(({ fingerprint }) => fingerprint === one.fingerprint);
      const [known] = at < 0 ? [] : this.#renumbered.splice(at, 1);
      if (known) again.push({ known, message: one.message });
      else fresh.push(one);
    }
    await this.#note(again.map(({ known, message }) => renameOnServer(this.#ctx.db, known.id, message.key)));
    return { again: again.map(({ message }) => message), fresh };
  }

  /** Notes what stays on the server, and why. */
  async leave(left: readonly { readonly message: ListedMessage; readonly failure: TransportFailure }[]): Promise<void> {
    const { db, platform } = this.#ctx;
    await this.#note(
      left.map(({ message, failure }) =>
        noteLeftMessage(db, {
          id: newId(platform),
          accountId: this.#account.id,
          serverKey: message.key,
          size: message.size ?? 0,
          receivedAt: platform.now(),
          error: JSON.stringify(failure),
        }),
      ),
    );
    for (const { message } of left) this.#left.add(message.key);
    this.#newlyLeft += left.length;
  }

  /** Notes what is gone from the server. */
  async noteRemoved(keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return;
    await this.#note(noteRemoved(this.#ctx.db, this.#account.id, keys, this.#ctx.platform.now()));
  }

  #isWanted(message: ListedMessage, known: KnownMessage | undefined, limit: number): boolean {
    if (this.#left.has(message.key) || message.isMarkedDeleted) return false;
    if (!known) return true;
    if (known.state !== "left") return false;
    const mayTry = known.size <= limit && (known.attempts < MOST_TRIES_FOR_ONE || this.#ctx.actor.kind !== "clock");
    if (!mayTry) this.#left.add(message.key);
    return mayTry;
  }

  async #note(statements: readonly Statement[]): Promise<void> {
    if (statements.length > 0) await writeBatch(this.#ctx.db, statements);
  }
}

/** Whether a folder has been numbered anew since: its names then begin otherwise (RFC 3501 §2.3.1.1). */
function wasRenumbered(serverKey: string, listed: readonly ListedMessage[]): boolean {
  const prefix = (key: string) => key.slice(0, key.lastIndexOf(":"));
  const [first] = listed;
  return serverKey.startsWith("imap:") && first !== undefined && prefix(first.key) !== prefix(serverKey);
}
