import { channelsOfMailAccount, deleteMailAccount, isConflict, writeBatch } from "@grantry/db";
import { ProblemError, say, type Words } from "@grantry/schema";
import { audit } from "../audit.ts";
import type { Context } from "../context.ts";
import { existingMailAccount } from "./existing.ts";

const channelWords: Words = { en: "channel “{name}”", de: "Kanal „{name}“" };

/**
 * Deletes an account that no channel sends through, and what is stored of it. What is on the server stays there.
 * @throws ProblemError mail-account-not-found, mail-account-in-use
 */
export async function removeMailAccount(ctx: Context, nameOrId: string): Promise<void> {
  const { account } = await existingMailAccount(ctx, nameOrId);
  const { id, name } = account;
  try {
    await writeBatch(ctx.db, [
      ...deleteMailAccount(ctx.db, id),
      audit(ctx, "mail-account.deleted", { id, label: name }),
    ]);
  } catch (error) {
    if (!isConflict(error)) throw error;
    const channels = await channelsOfMailAccount(ctx.db, id);
    if (channels.length === 0) throw new ProblemError("mail-account-not-found", { parameters: { name: nameOrId } });
    throw inUse(ctx, name, channels);
  }
}

function inUse(ctx: Context, name: string, channels: readonly { id: string; name: string }[]): ProblemError {
  const named = channels.map((channel) => say(channelWords, ctx.language, { name: channel.name }));
  const usedBy = channels.map((channel) => ({ kind: "channel", ...channel, href: "/settings/channels" }));
  return new ProblemError("mail-account-in-use", {
    parameters: { name, users: named.join(", ") },
    members: { usedBy },
  });
}
