import { insertChannel, isUniqueViolation, writeBatch } from "@grantry/db";
import { type ChannelInput, ProblemError, secret } from "@grantry/schema";
import { audit } from "../audit.ts";
import type { Context } from "../context.ts";
import { newId } from "../ids.ts";
import { kinds } from "./kinds.ts";
import { getChannel, type VersionedChannel } from "./view.ts";

/**
 * Adds a channel.
 * @throws ProblemError invalid-input, channel-exists
 */
export async function createChannel(ctx: Context, input: ChannelInput): Promise<VersionedChannel> {
  const { db, platform } = ctx;
  const { webhookSecret = secret(""), ...destination } = await kinds[input.kind].destination(ctx, input, null);
  const id = newId(platform);
  const now = platform.now();
  const row = { id, ...columnsOf(input), ...destination, createdAt: now, updatedAt: now };
  try {
    await writeBatch(db, [
      ...(await insertChannel(db, platform.keys, { ...row, webhookSecret })),
      audit(ctx, "channel.created", { id, label: input.name }),
    ]);
  } catch (error) {
    throw isUniqueViolation(error, "channels.name") ? nameTaken(input.name) : error;
  }
  return getChannel(ctx, id);
}

/** The columns that an input stands for, whatever its kind. */
export function columnsOf({ name, kind, language, severities, validity }: ChannelInput) {
  return { name, kind, language, severities: [...new Set(severities)], validity };
}

export function nameTaken(name: string): ProblemError {
  return new ProblemError("channel-exists", {
    parameters: { name },
    errors: [{ pointer: "/name", message: "name-taken" }],
  });
}
