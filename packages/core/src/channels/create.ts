import { insertChannel, isUniqueViolation, writeBatch } from "@grantry/db";
import { type ChannelInput, inputRefused, ProblemError, secret } from "@grantry/schema";
import { audit } from "../audit.ts";
import type { Context } from "../context.ts";
import { newId } from "../ids.ts";
import { refuseBadWebhook } from "../webhooks/address.ts";
import { getChannel, type VersionedChannel } from "./view.ts";

/**
 * Adds a channel.
 * @throws ProblemError invalid-input, channel-exists
 */
export async function createChannel(ctx: Context, input: ChannelInput): Promise<VersionedChannel> {
  const { db, platform } = ctx;
  if (!input.webhookSecret) throw inputRefused([{ pointer: "/webhookSecret", message: "required" }]);
  await refuseBadWebhook(ctx, input.webhookUrl);
  const id = newId(platform);
  const now = platform.now();
  const row = { id, ...columnsOf(input), createdAt: now, updatedAt: now };
  try {
    await writeBatch(db, [
      ...(await insertChannel(db, platform.keys, { ...row, webhookSecret: secret(input.webhookSecret) })),
      audit(ctx, "channel.created", { id, label: input.name }),
    ]);
  } catch (error) {
    throw isUniqueViolation(error, "channels.name") ? nameTaken(input.name) : error;
  }
  return getChannel(ctx, id);
}

/** The columns that an input stands for. */
export function columnsOf({ name, kind, webhookUrl, language, severities, validity }: ChannelInput) {
  return { name, kind, webhookUrl, language, severities: [...new Set(severities)], validity };
}

export function nameTaken(name: string): ProblemError {
  return new ProblemError("channel-exists", {
    parameters: { name },
    errors: [{ pointer: "/name", message: "name-taken" }],
  });
}
