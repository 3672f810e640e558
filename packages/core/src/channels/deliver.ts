import {
  dueDeliveries,
  nextChannelDeliveryAt,
  noteAttempt,
  postponeDelivery,
  readWebhookSecret,
  settleDelivery,
  takeChannelDelivery,
  writeBatch,
} from "@grantry/db";
import type { Context } from "../context.ts";
import { requestTimeoutSeconds, sendFor } from "../settings.ts";
import { nextAttemptAt, sendSomeAtOnce } from "../webhooks/attempts.ts";
import { postToWebhook } from "../webhooks/post-to-webhook.ts";
import { channelsInUse } from "./in-use.ts";

/** Sends what channels are to be told and is due, some at once, until it is done or `stop` is signalled. */
export async function deliverNotifications(ctx: Context, most: number, stop?: AbortSignal): Promise<void> {
  if ((await channelsInUse(ctx)).length === 0) return; // and so nothing waits
  const sendOne = async (id: string): Promise<void> => {
    try {
      await attempt(ctx, id);
    } catch (error) {
      // One that breaks must not stop the others; it is due again when its attempt's time is over.
      ctx.platform.log("error", "channel.delivery-broke", { deliveryId: id, error: String(error) });
    }
  };
  await sendSomeAtOnce(await dueDeliveries(ctx.db, ctx.platform.now(), most), sendOne, stop);
}

/** When something is to be sent to a channel next, ms; `null`: nothing is, or no channel is in use. Two statements at most. */
export async function nextNotificationDeliveryAt(ctx: Context): Promise<number | null> {
  return (await channelsInUse(ctx)).length === 0 ? null : nextChannelDeliveryAt(ctx.db);
}

/** A failure is noted at the channel and is no notification: a channel that is out of order does not tell of itself. */
async function attempt(ctx: Context, id: string): Promise<void> {
  const { db, platform } = ctx;
  const now = platform.now();
  const until = now + (await requestTimeoutSeconds(ctx)) * 1000 + 30_000;
  const taken = await takeChannelDelivery(db, { id, now, until });
  const secret = taken && (await readWebhookSecret(db, platform.keys, taken.channelId));
  if (!taken || !secret) return;
  const { channelId, webhookUrl: url, body, attempts } = taken;
  const failure = await postToWebhook(await sendFor(ctx), { id, url, secret, body, now: platform.now() });
  const endedAt = platform.now();
  if (failure === null) {
    await writeBatch(db, [settleDelivery(db, id), noteAttempt(db, channelId, null, endedAt)]);
    return;
  }
  const again = nextAttemptAt({ attempts, failure, now: endedAt });
  await writeBatch(db, [postponeDelivery(db, id, again), noteAttempt(db, channelId, JSON.stringify(failure), endedAt)]);
  platform.log("warn", "channel.delivery-failed", {
    channelId,
    attempts,
    explanation: failure.explanation,
    ...failure.parameters,
  });
}
