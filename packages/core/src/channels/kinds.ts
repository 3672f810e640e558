import type { ChannelRow } from "@grantry/db";
import type { ChannelInput, ChannelKind, Secret, TransportFailure } from "@grantry/schema";
import type { Context } from "../context.ts";
import { emailChannels } from "./email.ts";
import { webhookChannels } from "./webhook.ts";

/** Where a channel goes, by the columns of all kinds: empty are those that its kind has not. */
export interface Destination extends Pick<ChannelRow, "webhookUrl" | "mailAccountId" | "recipient"> {
  /** What is signed with; `undefined`: the stored one stays. */
  readonly webhookSecret: Secret<string> | undefined;
}

/** What is sent. */
export interface Sending {
  /** The same whenever the same message is sent again. */
  readonly id: string;
  /** JSON, as `message.ts` makes it. */
  readonly body: string;
  /** Who sends what a receiver cannot tell from what it had before awaits this first; throws where it is not to be sent. */
  readonly beforeHandingOver: () => Promise<void>;
}

/** What one kind of channel does in its own way. */
export interface ChannelsOfKind {
  /**
   * Where an input says that a channel goes, once it is checked.
   * @param former the channel as it is stored; `null`: it is new
   * @throws ProblemError invalid-input
   */
  readonly destination: (ctx: Context, input: ChannelInput, former: ChannelRow | null) => Promise<Destination>;
  /**
   * Sends to a channel, once. What it throws may have been taken, if handing over had begun.
   * @returns why it was not taken, or may not have been (`perhaps-sent`); `null`: it was
   */
  readonly send: (ctx: Context, channel: ChannelRow, sending: Sending) => Promise<TransportFailure | null>;
}

/** Every kind of channel: a kind of the contract without its line does not compile. */
export const kinds: Readonly<Record<ChannelKind, ChannelsOfKind>> = {
  webhook: webhookChannels,
  email: emailChannels,
};
