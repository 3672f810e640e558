import {
  extendFetchLease,
  type FetchResult,
  type MailAccountRow,
  messagesOnServer,
  noteLeftMessage,
  noteRemoved,
  renameOnServer,
  type Statement,
  writeBatch,
} from "@grantry/db";
import { type ListedMessage, type Mailbox, MailFault, type ReadMessage } from "@grantry/mail";
import type { MailFailure } from "@grantry/schema";
import type { Context } from "../context.ts";
import { newId } from "../ids.ts";
import { chunksOf } from "./chunks.ts";
import { asMailFailure } from "./failure.ts";
import type { FetchLimits } from "./fetch.ts";
import { asksForPause, notHandedOut, notStorable, tooLarge } from "./fetch-failures.ts";
import { type Incoming, incomingOf, storeIncoming } from "./incoming.ts";
import { maxMessageBytes } from "./interval.ts";
import { openAccount } from "./open-account.ts";

/** A lease is renewed while the fetch goes on; a host that ends in the middle gives it up so long after. */
export const LEASE_MS = 3 * 60_000;
const RENEW_LEASE_AFTER_MS = 60_000;
/** Fetches after which a message that is not handed out is no longer asked for by the clock. */
const MOST_TRIES_FOR_ONE = 5;

type KnownMessage = Awaited<ReturnType<typeof messagesOnServer>>[number];

/** Another host has taken the account over: this one stops where it is. */
class LeaseLost extends Error {}

/**
 * One fetch of one account. Each message is stored before it is deleted on the server, and what the server calls it is
 * kept until it is gone there: ended at any point, the next fetch finds what is stored, deletes it and goes on.
 */
export class FetchRun {
  readonly #ctx: Context;
  readonly #account: MailAccountRow;
  readonly #fetchId: string;
  readonly #limits: FetchLimits;
  readonly #deadline: number;
  #leaseExtendedAt: number;
  #found = 0;
  #stored = 0;
  #more = false;
  /** By the server's names: not asked for again in this fetch. */
  readonly #left = new Set<string>();
  #newlyLeft = 0;
  /** Why a message that is stored is still on the server. */
  #notDeleted: MailFailure | null = null;
  /** After a chunk broke: one by one, so that one message cannot keep the others back. */
  #singly = false;

  constructor(ctx: Context, account: MailAccountRow, given: { fetchId: string; limits: FetchLimits }) {
    this.#ctx = ctx;
    this.#account = account;
    this.#fetchId = given.fetchId;
    this.#limits = given.limits;
    this.#leaseExtendedAt = ctx.platform.now();
    this.#deadline = this.#leaseExtendedAt + given.limits.milliseconds;
  }

  /** Fetches until nothing is left to do, a limit is reached, or nothing gets on any more. Never throws. */
  async run(): Promise<FetchResult & { readonly hasNews: boolean }> {
    for (;;) {
      const before = this.#progress();
      try {
        await this.#session();
        return this.#result(this.#notDeleted);
      } catch (error) {
        if (error instanceof LeaseLost)
          return this.#result({ layer: "mailbox", explanation: "mailbox-locked", healsByItself: true });
        const failure = asMailFailure(this.#ctx, error);
        // A token may have ended while it served: the next session asks for another.
        const mayHeal = failure.healsByItself || failure.layer === "login";
        const getsOn = mayHeal && !asksForPause(failure) && this.#progress() !== before;
        if (!getsOn || this.#isOver()) return this.#result(failure);
      }
    }
  }

  async #session(): Promise<void> {
    const mayRenew = this.#account.failures === 0 || this.#ctx.actor.kind !== "clock";
    const mailbox = await openAccount(this.#ctx, this.#account, { mayRenew, onStep: (_step, work) => work() });
    let removedAtClose: string[] = [];
    try {
      this.#found = Math.max(this.#found, mailbox.count + this.#stored);
      const { wanted, stored } = await this.#compare(await mailbox.list());
      removedAtClose = await this.#remove(mailbox, stored);
      for (const chunk of chunksOf(wanted, this.#singly)) {
        if (this.#isOver()) {
          this.#more = true;
          break;
        }
        removedAtClose.push(...(await this.#take(mailbox, chunk)));
      }
    } catch (error) {
      await mailbox.close().then(
        () => this.#noteRemoved(removedAtClose),
        () => undefined, // the connection is gone: what was to be deleted is known, and is deleted next time
      );
      throw error;
    }
    await mailbox.close();
    await this.#noteRemoved(removedAtClose);
  }

  /** What is on the server beside what is known of it: messages to fetch, and messages that only have to go. */
  async #compare(listed: readonly ListedMessage[]): Promise<{ wanted: ListedMessage[]; stored: ListedMessage[] }> {
    const known = new Map((await messagesOnServer(this.#ctx.db, this.#account.id)).map((one) => [one.serverKey, one]));
    const present = new Set(listed.map(({ key }) => key));
    const absent = [...known.values()].filter(({ serverKey }) => !present.has(serverKey));
    this.#renumbered = absent.filter(({ serverKey, state }) => state !== "left" && wasRenumbered(serverKey, listed));
    const gone = absent.filter((one) => !this.#renumbered.includes(one)).map(({ serverKey }) => serverKey);
    await this.#noteRemoved(gone);
    const limit = await maxMessageBytes(this.#ctx);
    const wanted = listed.filter((message) => this.#isWanted(message, known.get(message.key), limit));
    const large = wanted.filter(({ size }) => (size ?? 0) > limit);
    await this.#leave(large.map((message) => ({ message, failure: tooLarge(limit) })));
    return {
      wanted: wanted.filter(({ size }) => (size ?? 0) <= limit),
      stored: listed.filter(({ key }) => known.has(key) && known.get(key)?.state !== "left"),
    };
  }

  /** Stored under a name that the server has given up (a new UIDVALIDITY): told by what they hold. */
  #renumbered: KnownMessage[] = [];

  #isWanted(message: ListedMessage, known: KnownMessage | undefined, limit: number): boolean {
    if (this.#left.has(message.key) || message.isMarkedDeleted) return false;
    if (!known) return true;
    if (known.state !== "left") return false;
    const mayTry = known.size <= limit && (known.attempts < MOST_TRIES_FOR_ONE || this.#ctx.actor.kind !== "clock");
    if (!mayTry) this.#left.add(message.key);
    return mayTry;
  }

  /** Reads, stores, then deletes. @returns what is gone only when the mailbox closes */
  async #take(mailbox: Mailbox, chunk: readonly ListedMessage[]): Promise<string[]> {
    const read: ReadMessage[] = [];
    let fault: MailFault | undefined;
    const limit = await maxMessageBytes(this.#ctx);
    await this.#keepLease();
    try {
      for await (const one of mailbox.read(chunk, limit)) {
        read.push(one);
        await this.#keepLease();
      }
    } catch (error) {
      if (!(error instanceof MailFault)) throw error;
      fault = error;
    }
    const stored = await this.#store(read, limit);
    if (!fault) return this.#remove(mailbox, stored);
    if (fault.failure.layer === "message") {
      const removed = await this.#remove(mailbox, stored);
      return [...removed, ...(await this.#takeOneByOne(mailbox, chunk, read, fault.failure))];
    }
    if (asksForPause(fault.failure)) throw fault;
    // The connection is gone. What came in is stored; the message that it broke at is not waited for again.
    const [suspect] = chunk.filter((message) => !read.some((one) => one.message.key === message.key));
    if (chunk.length === 1 && suspect) await this.#leave([{ message: suspect, failure: notHandedOut(fault.failure) }]);
    this.#singly = true;
    throw fault;
  }

  async #takeOneByOne(
    mailbox: Mailbox,
    chunk: readonly ListedMessage[],
    read: readonly ReadMessage[],
    failure: MailFailure,
  ): Promise<string[]> {
    const missing = chunk.filter((message) => !read.some((one) => one.message.key === message.key));
    const [only] = missing;
    if (chunk.length === 1 && only) {
      await this.#leave([{ message: only, failure }]);
      return [];
    }
    const removed: string[] = [];
    for (const message of missing) removed.push(...(await this.#take(mailbox, [message])));
    return removed;
  }

  /** @returns the messages that are stored now, whoever stored them */
  async #store(read: readonly ReadMessage[], limit: number): Promise<ListedMessage[]> {
    const large = read.filter(({ source }) => source === null);
    await this.#leave(
      large.map(({ message }) => ({
        message: { ...message, size: message.size ?? limit + 1 },
        failure: tooLarge(limit),
      })),
    );
    const incoming: Incoming[] = [];
    for (const { message, source } of read) {
      if (source !== null) incoming.push(await incomingOf(message, source));
    }
    const [again, fresh] = this.#split(incoming);
    await this.#note(again.map(({ known, one }) => renameOnServer(this.#ctx.db, known.id, one.message.key)));
    const { stored, refused } = await storeIncoming(this.#ctx, this.#account, fresh);
    await this.#leave(refused.map(({ message }) => ({ message, failure: notStorable })));
    this.#stored += stored.length;
    return [...again.map(({ one }) => one.message), ...stored.map(({ message }) => message)];
  }

  /** Tells what is stored already under a former name from what is new. */
  #split(incoming: readonly Incoming[]): [{ known: KnownMessage; one: Incoming }[], Incoming[]] {
    const again: { known: KnownMessage; one: Incoming }[] = [];
    const fresh: Incoming[] = [];
    for (const one of incoming) {
      const at = this.#renumbered.findIndex(({ fingerprint }) => fingerprint === one.fingerprint);
      const [known] = at < 0 ? [] : this.#renumbered.splice(at, 1);
      if (known) again.push({ known, one });
      else fresh.push(one);
    }
    return [again, fresh];
  }

  /** @returns what is gone only when the mailbox closes */
  async #remove(mailbox: Mailbox, messages: readonly ListedMessage[]): Promise<string[]> {
    if (messages.length === 0) return [];
    await this.#keepLease();
    try {
      await mailbox.remove(messages);
    } catch (error) {
      if (!(error instanceof MailFault) || error.failure.layer !== "message") throw error;
      return this.#removeOneByOne(mailbox, messages, error.failure);
    }
    const keys = messages.map(({ key }) => key);
    if (mailbox.removesAtClose) return keys;
    await this.#noteRemoved(keys);
    return [];
  }

  /** One that the server keeps must not keep the others there; it stays known, so that it is not fetched again. */
  async #removeOneByOne(mailbox: Mailbox, messages: readonly ListedMessage[], failure: MailFailure): Promise<string[]> {
    if (messages.length === 1) {
      this.#notDeleted = failure;
      return [];
    }
    const removed: string[] = [];
    for (const message of messages) removed.push(...(await this.#remove(mailbox, [message])));
    return removed;
  }

  async #noteRemoved(keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return;
    await this.#note(noteRemoved(this.#ctx.db, this.#account.id, keys, this.#ctx.platform.now()));
  }

  async #leave(left: readonly { message: ListedMessage; failure: MailFailure }[]): Promise<void> {
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

  async #note(statements: readonly Statement[]): Promise<void> {
    if (statements.length > 0) await writeBatch(this.#ctx.db, statements);
  }

  async #keepLease(): Promise<void> {
    const now = this.#ctx.platform.now();
    if (now - this.#leaseExtendedAt < RENEW_LEASE_AFTER_MS) return;
    const lease = { fetchId: this.#fetchId, accountId: this.#account.id, now, until: now + LEASE_MS };
    if (!(await extendFetchLease(this.#ctx.db, lease))) throw new LeaseLost();
    this.#leaseExtendedAt = now;
  }

  #isOver(): boolean {
    const { messages, stop } = this.#limits;
    return Boolean(stop?.aborted) || this.#stored >= messages || this.#ctx.platform.now() >= this.#deadline;
  }

  /** Differs when a session has got on: stored more, given one up, or begun to go one by one. */
  #progress(): string {
    return `${this.#stored} ${this.#left.size} ${this.#singly}`;
  }

  #result(failure: MailFailure | null): FetchResult & { hasNews: boolean } {
    const hasNews = failure !== null || this.#stored > 0 || this.#newlyLeft > 0;
    return { found: this.#found, stored: this.#stored, left: this.#left.size, more: this.#more, failure, hasNews };
  }
}

/** Whether a folder has been numbered anew since: its names then begin otherwise (RFC 3501 §2.3.1.1). */
function wasRenumbered(serverKey: string, listed: readonly ListedMessage[]): boolean {
  const prefix = (key: string) => key.slice(0, key.lastIndexOf(":"));
  const [first] = listed;
  return serverKey.startsWith("imap:") && first !== undefined && prefix(first.key) !== prefix(serverKey);
}
