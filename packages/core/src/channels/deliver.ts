import {
  beginHandingOver,
  dueDeliveries,
  findChannelRow,
  nextChannelDeliveryAt,
  noteAttempt,
  postponeDelivery,
  settleDelivery,
  type TakenDelivery,
  takeChannelDelivery,
  writeBatch,
} from "@grantry/db";
import type { Context } from "../context.ts";
import { requestTimeoutSeconds } from "../settings.ts";
import { isPerhapsSent } from "../transport-failure.ts";
import { nextAttemptAt, sendSomeAtOnce } from "../webhooks/attempts.ts";
import { channelsInUse } from "./in-use.ts";
import { sendToChannel } from "./send.ts";

/** What one attempt may wait for, one after the other: a token, a mail server and each of its answers. */
const MOST_REQUESTS = 6;

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
  const until = now + (await requestTimeoutSeconds(ctx)) * MOST_REQUESTS * 1000 + 30_000;
  const taken = await takeChannelDelivery(db, { id, now, until });
  const channel = taken && (await findChannelRow(db, taken.channelId));
  if (!taken || !channel) return;
  const { body, attempts } = taken;
  const failure = await sendToChannel(ctx, channel, { id, body, beforeHandingOver: () => handOver(ctx, taken) });
  const endedAt = platform.now();
  const note = noteAttempt(db, channel.id, failure && JSON.stringify(failure), endedAt);
  if (failure === null || isPerhapsSent(failure)) {
    await writeBatch(db, [settleDelivery(db, id, failure ? "unsure" : "delivered"), note]);
  } else {
    const again = nextAttemptAt({ attempts, failure, now: endedAt });
    await writeBatch(db, [...postponeDelivery(db, { id, readVersion: channel.version }, again), note]);
  }
  if (failure === null) return;
  platform.log("warn", "channel.delivery-failed", {
    channelId: channel.id,
    attempts,
    explanation: failure.explanation,
    ...failure.parameters,
  });
}

async function handOver({ db }: Context, taken: TakenDelivery): Promise<void> {
  if (!(await beginHandingOver(db, taken))) throw new Error("the attempt took too long, or the channel was changed");
}
