import {
  type Context,
  deliverNotifications,
  nextLookAt,
  nextNotificationDeliveryAt,
  tellChannels,
} from "@grantry/core";
import { whenDue } from "./when-due.ts";

const SENT_AT_ONCE = 500;

/**
 * Queues for channels what is new, and sends what is queued, each for itself: a channel that hangs holds up no look.
 * @returns when `stop` was signalled and nothing new is begun any more
 */
export async function runChannelClock(ctx: Context, stop: AbortSignal): Promise<void> {
  await Promise.all([
    whenDue(ctx, stop, { work: () => tellChannels(ctx), next: () => nextLookAt(ctx) }),
    whenDue(ctx, stop, {
      work: () => deliverNotifications(ctx, SENT_AT_ONCE, stop),
      next: () => nextNotificationDeliveryAt(ctx),
    }),
  ]);
}
