import type { ChannelRow } from "@grantry/db";
import { channelKind, type TransportFailure } from "@grantry/schema";
import type { Context } from "../context.ts";
import { kinds, type Sending } from "./kinds.ts";

/**
 * Sends to a channel as its kind does, once.
 * @returns why it was not taken, or may not have been (`perhaps-sent`); `null`: it was
 */
export async function sendToChannel(
  ctx: Context,
  channel: ChannelRow,
  sending: Sending,
): Promise<TransportFailure | null> {
  return kinds[channelKind.parse(channel.kind)].send(ctx, channel, sending);
}
