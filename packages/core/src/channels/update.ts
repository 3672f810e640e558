import { isConflict, isUniqueViolation, updateChannel as replace, writeBatch } from "@grantry/db";
import { type ChannelInput, ProblemError } from "@grantry/schema";
import { audit } from "../audit.ts";
import type { Context } from "../context.ts";
import { columnsOf, nameTaken } from "./create.ts";
import { kinds } from "./kinds.ts";
import { existingChannel, getChannel, type VersionedChannel } from "./view.ts";

/**
 * Replaces a channel where its version is still the one that was read. The webhook secret stays when left out, but
 * signs for no other origin than the one it was entered for. A failure is forgotten: what it was about may be mended.
 * @throws ProblemError channel-not-found, invalid-input, channel-exists, changed-meanwhile
 */
export async function updateChannel(
  ctx: Context,
  nameOrId: string,
  { input, readVersion }: { readonly input: ChannelInput; readonly readVersion: number },
): Promise<VersionedChannel> {
  const { db, platform } = ctx;
  const { channel } = await existingChannel(ctx, nameOrId);
  const { id } = channel;
  if (channel.version !== readVersion) throw new ProblemError("changed-meanwhile");
  const destination = await kinds[input.kind].destination(ctx, input, channel);
  const change = {
    id,
    readVersion,
    ...columnsOf(input),
    ...destination,
    updatedAt: platform.now(),
    error: null,
    errorAt: null,
  };
  try {
    await writeBatch(db, [
      ...(await replace(db, platform.keys, change)),
      audit(ctx, "channel.updated", { id, label: input.name }),
    ]);
  } catch (error) {
    if (isConflict(error)) throw new ProblemError("changed-meanwhile");
    throw isUniqueViolation(error, "channels.name") ? nameTaken(input.name) : error;
  }
  return getChannel(ctx, id);
}
