import type { FetchResult, MailAccountRow } from "@grantry/db";
import { type ListedMessage, type Mailbox, MailFault, type ReadMessage } from "@grantry/mail";
import type { TransportFailure } from "@grantry/schema";
import type { Context } from "../context.ts";
import { asTransportFailure } from "../transport-failure.ts";
import { chunksOf } from "./chunks.ts";
import type { FetchLimits } from "./fetch.ts";
import {
  asksForPause,
  isEndOfToken,
  notHandedOut,
  notStorable,
  standsInForAnother,
  tooLarge,
} from "./fetch-failures.ts";
import { FetchLease, LeaseLost } from "./fetch-lease.ts";
import { type Incoming, incomingOf, storeIncoming } from "./incoming.ts";
import { maxMessageBytes } from "./interval.ts";
import { openAccount } from "./open-account.ts";
import { ServerMessages } from "./server-messages.ts";

/**
 * One fetch of one account. Each message is stored before it is deleted on the server, and what the server calls it is
 * kept until it is gone there: ended at any point, the next fetch finds what is stored, deletes it and goes on.
 */
export class FetchRun {
  readonly #ctx: Context;
  readonly #account: MailAccountRow;
  readonly #limits: FetchLimits;
  readonly #deadline: number;
  readonly #lease: FetchLease;
  readonly #onServer: ServerMessages;
  #found = 0;
  #stored = 0;
  #more = false;
  /** Why a message that is stored is still on the server. */
  #notDeleted: TransportFailure | null = null;
  /** After a chunk broke: one by one, so that one message cannot keep the others back. */
  #singly = false;
  /** The server ended a session because the token had ended; a second time in a row is a failure. */
  #tokenEnded = false;

  constructor(ctx: Context, account: MailAccountRow, given: { fetchId: string; limits: FetchLimits }) {
    this.#ctx = ctx;
    this.#account = account;
    this.#limits = given.limits;
    this.#deadline = ctx.platform.now() + given.limits.milliseconds;
    this.#lease = new FetchLease(ctx, { fetchId: given.fetchId, accountId: account.id });
    this.#onServer = new ServerMessages(ctx, account);
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
        const failure = asTransportFailure(this.#ctx, error);
        if (!this.#goesOn(failure, before) || this.#isOver()) return this.#result(failure);
      }
    }
  }

  /** Whether another session may do better. A token may have ended while it served: the next one asks for another. */
  #goesOn(failure: TransportFailure, progressBefore: string): boolean {
    const mayHeal = failure.healsByItself || failure.layer === "login";
    const getsOn = this.#progress() !== progressBefore;
    const isFirstEnd = isEndOfToken(failure) && !this.#tokenEnded;
    this.#tokenEnded = isFirstEnd;
    return mayHeal && !asksForPause(failure) && (getsOn || isFirstEnd);
  }

  async #session(): Promise<void> {
    const mayRenew = this.#account.failures === 0 || this.#ctx.actor.kind !== "clock";
    const mailbox = await openAccount(this.#ctx, this.#account, { mayRenew, onStep: (_step, work) => work() });
    let removedAtClose: string[] = [];
    try {
      this.#found = Math.max(this.#found, mailbox.count + this.#stored);
      const { wanted, stored } = await this.#onServer.compare(await mailbox.list());
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
        () => this.#onServer.noteRemoved(removedAtClose),
        () => undefined, // the connection is gone: what was to be deleted is known, and is deleted next time
      );
      throw error;
    }
    await mailbox.close();
    await this.#onServer.noteRemoved(removedAtClose);
  }

  /** Reads, stores, then deletes. @returns what is gone only when the mailbox closes */
  async #take(mailbox: Mailbox, chunk: readonly ListedMessage[]): Promise<string[]> {
    const read: ReadMessage[] = [];
    let fault: MailFault | undefined;
    const limit = await maxMessageBytes(this.#ctx);
    await this.#lease.keep();
    try {
      for await (const one of mailbox.read(chunk, limit)) {
        read.push(one);
        await this.#lease.keep();
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
    if (asksForPause(fault.failure) || isEndOfToken(fault.failure)) throw fault;
    // The connection is gone. What came in is stored; the message that it broke at is not waited for again.
    const [suspect] = chunk.filter((message) => !read.some((one) => one.message.key === message.key));
    if (chunk.length === 1 && suspect)
      await this.#onServer.leave([{ message: suspect, failure: notHandedOut(fault.failure) }]);
    this.#singly = true;
    throw fault;
  }

  async #takeOneByOne(
    mailbox: Mailbox,
    chunk: readonly ListedMessage[],
    read: readonly ReadMessage[],
    failure: TransportFailure,
  ): Promise<string[]> {
    const missing = chunk.filter((message) => !read.some((one) => one.message.key === message.key));
    const [only] = missing;
    if (chunk.length === 1 && only) {
      await this.#onServer.leave([{ message: only, failure }]);
      return [];
    }
    const removed: string[] = [];
    for (const message of missing) removed.push(...(await this.#take(mailbox, [message])));
    return removed;
  }

  /** @returns the messages that are stored now, whoever stored them */
  async #store(read: readonly ReadMessage[], limit: number): Promise<ListedMessage[]> {
    const large = read.filter(({ source }) => source === null);
    await this.#onServer.leave(
      large.map(({ message }) => ({
        message: { ...message, size: message.size ?? limit + 1 },
        failure: tooLarge(limit),
      })),
    );
    const incoming: Incoming[] = [];
    for (const { message, source } of read) {
      if (source === null) continue;
      const one = await incomingOf(message, source);
      const failure = standsInForAnother(one.summary.subject);
      if (failure) await this.#onServer.leave([{ message, failure }]);
      else incoming.push(one);
    }
    const { again, fresh } = await this.#onServer.recognize(incoming);
    const { stored, refused } = await storeIncoming(this.#ctx, this.#account, fresh);
    await this.#onServer.leave(refused.map(({ message }) => ({ message, failure: notStorable })));
    this.#stored += stored.length;
    return [...again, ...stored.map(({ message }) => message)];
  }

  /** @returns what is gone only when the mailbox closes */
  async #remove(mailbox: Mailbox, messages: readonly ListedMessage[]): Promise<string[]> {
    if (messages.length === 0) return [];
    await this.#lease.keep();
    try {
      await mailbox.remove(messages);
    } catch (error) {
      if (!(error instanceof MailFault) || error.failure.layer !== "message") throw error;
      return this.#removeOneByOne(mailbox, messages, error.failure);
    }
    const keys = messages.map(({ key }) => key);
    if (mailbox.removesAtClose) return keys;
    await this.#onServer.noteRemoved(keys);
    return [];
  }

  /** One that the server keeps must not keep the others there; it stays known, so that it is not fetched again. */
  async #removeOneByOne(
    mailbox: Mailbox,
    messages: readonly ListedMessage[],
    failure: TransportFailure,
  ): Promise<string[]> {
    if (messages.length === 1) {
      this.#notDeleted = failure;
      return [];
    }
    const removed: string[] = [];
    for (const message of messages) removed.push(...(await this.#remove(mailbox, [message])));
    return removed;
  }

  #isOver(): boolean {
    const { messages, stop } = this.#limits;
    return Boolean(stop?.aborted) || this.#stored >= messages || this.#ctx.platform.now() >= this.#deadline;
  }

  /** Differs when a session has got on: stored more, given one up, or begun to go one by one. */
  #progress(): string {
    return `${this.#stored} ${this.#onServer.left} ${this.#singly}`;
  }

  #result(failure: TransportFailure | null): FetchResult & { hasNews: boolean } {
    const hasNews = failure !== null || this.#stored > 0 || this.#onServer.hasNewlyLeft;
    return { found: this.#found, stored: this.#stored, left: this.#onServer.left, more: this.#more, failure, hasNews };
  }
}
