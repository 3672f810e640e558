import { deleteChannel, writeBatch } from "@grantry/db";
import { audit } from "../audit.ts";
import type { Context } from "../context.ts";
import { existingChannel } from "./view.ts";

/** Deletes a channel and what waits for it. @throws ProblemError channel-not-found */
export async function removeChannel(ctx: Context, nameOrId: string): Promise<void> {
  const { channel } = await existingChannel(ctx, nameOrId);
  await writeBatch(ctx.db, [
    deleteChannel(ctx.db, channel.id),
    audit(ctx, "channel.deleted", { id: channel.id, label: channel.name }),
  ]);
}
