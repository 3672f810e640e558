import { findChannel, listChannels as readAll, type ShownChannel } from "@grantry/db";
import { type Channel, ProblemError } from "@grantry/schema";
import type { Context } from "../context.ts";
import { toInstant } from "../instants.ts";
import { sayTransportFailure, transportFailureOf } from "../transport-failure.ts";

/** A channel with the version that its ETag shows. */
export interface VersionedChannel {
  readonly channel: Channel;
  readonly version: number;
}

/** All channels, by name. One statement. */
export async function listChannels(ctx: Context): Promise<Channel[]> {
  return (await readAll(ctx.db)).map((shown) => viewOf(ctx, shown));
}

/** One channel by id or name. One statement. @throws ProblemError channel-not-found */
export async function getChannel(ctx: Context, nameOrId: string): Promise<VersionedChannel> {
  const shown = await existingChannel(ctx, nameOrId);
  return { channel: viewOf(ctx, shown), version: shown.channel.version };
}

/** A channel that must be there. @throws ProblemError channel-not-found */
export async function existingChannel(ctx: Context, nameOrId: string): Promise<ShownChannel> {
  const found = await findChannel(ctx.db, nameOrId);
  if (!found) throw new ProblemError("channel-not-found", { parameters: { name: nameOrId } });
  return found;
}

function viewOf(ctx: Context, { channel, mailAccountName, waiting, dead, unsure }: ShownChannel): Channel {
  const failure = transportFailureOf(channel.error);
  return {
    id: channel.id,
    name: channel.name,
    kind: channel.kind as Channel["kind"], // written from the contract, as are those below
    webhookUrl: channel.webhookUrl,
    mailAccountId: channel.mailAccountId,
    mailAccountName,
    recipient: channel.recipient,
    language: channel.language as Channel["language"],
    severities: channel.severities as Channel["severities"],
    validity: channel.validity as Channel["validity"],
    lastDeliveredAt: toInstant(channel.lastDeliveredAt),
    lastError: failure && sayTransportFailure(failure, ctx.language, channel.errorAt),
    waiting,
    dead,
    unsure,
    createdAt: toInstant(channel.createdAt),
    updatedAt: toInstant(channel.updatedAt),
  };
}
