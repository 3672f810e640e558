import { type ChannelRow, validChannels } from "@grantry/db";
import type { Context } from "../context.ts";
import { memory } from "../remembered.ts";

const rememberedChannels = memory<readonly ChannelRow[]>(["channels"]);
const all = "all";

/** Channels in use as they are remembered: what asks again and again whether there is any. One statement at most. */
export async function channelsInUse(ctx: Context): Promise<readonly ChannelRow[]> {
  return (await rememberedChannels.recall(ctx.db, all, () => validChannels(ctx.db))) ?? [];
}

/** Channels in use as they are. One statement. */
export async function presentChannels(ctx: Context): Promise<readonly ChannelRow[]> {
  return (await rememberedChannels.renew(ctx.db, all, () => validChannels(ctx.db))) ?? [];
}
