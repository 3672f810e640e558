import { noteAttempt, readWebhookSecret, writeBatch } from "@grantry/db";
import { type ChannelTest, ProblemError, say, type Words } from "@grantry/schema";
import { audit } from "../audit.ts";
import type { Context } from "../context.ts";
import { newId } from "../ids.ts";
import { originOf, sendFor } from "../settings.ts";
import { sayTransportFailure } from "../transport-failure.ts";
import { postToWebhook } from "../webhooks/post-to-webhook.ts";
import { existingChannel } from "./view.ts";

const words: Words = {
  en: "This message was sent by Grantry to see that the channel works.",
  de: "Diese Nachricht hat Grantry gesendet, um zu sehen, ob der Kanal funktioniert.",
};

/**
 * Sends a test message to a channel at once, in the channel's language.
 * @throws ProblemError channel-not-found
 */
export async function testChannel(ctx: Context, nameOrId: string): Promise<ChannelTest> {
  const { db, platform } = ctx;
  const { channel } = await existingChannel(ctx, nameOrId);
  const secret = await readWebhookSecret(db, platform.keys, channel.id);
  if (!secret) throw new ProblemError("channel-not-found", { parameters: { name: nameOrId } });
  const language = channel.language === "de" ? "de" : "en";
  const message = say(words, language);
  const failure = await postToWebhook(await sendFor(ctx), {
    id: newId(platform),
    url: channel.webhookUrl,
    secret,
    body: JSON.stringify({ type: "test", language, message, href: `${(await originOf(ctx)) ?? ""}/settings/channels` }),
    now: platform.now(),
  });
  const now = platform.now();
  await writeBatch(db, [
    noteAttempt(db, channel.id, failure && JSON.stringify(failure), now),
    audit(ctx, "channel.tested", { id: channel.id, label: channel.name }),
  ]);
  return { problem: failure && sayTransportFailure(failure, ctx.language, now) };
}
