/** A message as a server lists it. */
export interface ListedMessage {
  /** How this session names it. */
  readonly ref: string;
  /** What it is called in every session: never another message's while this one is on the server. */
  readonly key: string;
  /** In bytes; `null`: the server does not say. */
  readonly size: number | null;
  /** Still there, but some program has said that it is to go: perhaps this one, cut off before it went. */
  readonly isMarkedDeleted?: boolean;
}

/** A message that was asked for: its source as it is on the server; `null`: larger than asked for. */
export interface ReadMessage {
  readonly message: ListedMessage;
  readonly source: Uint8Array | null;
}

/** An open mailbox, whatever the protocol. Its promises reject with a MailFault alone. */
export interface Mailbox {
  /** How many messages there are. */
  readonly count: number;
  /** Every message, oldest first. */
  list(): Promise<ListedMessage[]>;
  /** Sources in any order; what has meanwhile gone does not come. Rejects with the layer `message` when one is refused. */
  read(messages: readonly ListedMessage[], maxBytes: number): AsyncGenerator<ReadMessage>;
  /** Deletes for good; at once, or when closed (see {@link removesAtClose}). */
  remove(messages: readonly ListedMessage[]): Promise<void>;
  /** Whether what was removed is gone only once {@link close} is through: POP3. */
  readonly removesAtClose: boolean;
  close(): Promise<void>;
}

/** The steps from a host name to an open mailbox, in order; where mail is sent, `send` takes the place of the last two. */
export type MailboxStep = "resolve" | "connect" | "tls" | "sign-in" | "folder" | "count" | "send";

/** Told of each step: does the work, and may take its time. */
export type OnStep = <T>(step: MailboxStep, work: () => Promise<T>) => Promise<T>;
