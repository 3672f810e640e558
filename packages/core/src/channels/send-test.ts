import { noteAttempt, writeBatch } from "@grantry/db";
import type { ChannelTest } from "@grantry/schema";
import { audit } from "../audit.ts";
import type { Context } from "../context.ts";
import { newId } from "../ids.ts";
import { originOf } from "../settings.ts";
import { sayTransportFailure } from "../transport-failure.ts";
import { testMessageOf } from "./message.ts";
import { sendToChannel } from "./send.ts";
import { existingChannel } from "./view.ts";

/**
 * Sends a test message to a channel at once, in the channel's language.
 * @throws ProblemError channel-not-found
 */
export async function testChannel(ctx: Context, nameOrId: string): Promise<ChannelTest> {
  const { db, platform } = ctx;
  const { channel } = await existingChannel(ctx, nameOrId);
  const { id, name, language } = channel;
  const failure = await sendToChannel(ctx, channel, {
    id: newId(platform),
    body: testMessageOf(language === "de" ? "de" : "en", await originOf(ctx)),
    beforeHandingOver: async () => undefined, // nobody sends it again
  });
  const now = platform.now();
  await writeBatch(db, [
    noteAttempt(db, id, failure && JSON.stringify(failure), now),
    audit(ctx, "channel.tested", { id, label: name }),
  ]);
  return { problem: failure && sayTransportFailure(failure, ctx.language, now) };
}
