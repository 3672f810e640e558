import { type Context, deliverDue, fetchDue, nextDeliveryAt, nextMailFetchAt } from "@grantry/core";
import { whenDue } from "./when-due.ts";

const MESSAGES_AT_ONCE = 500;

/**
 * Fetches mail accounts and delivers messages as they are due, each for itself: a webhook that hangs holds up no mailbox.
 * @returns when `stop` was signalled and nothing new is begun any more
 */
export async function runMailClock(ctx: Context, stop: AbortSignal): Promise<void> {
  const limits = { messages: 5_000, milliseconds: 5 * 60_000, stop };
  await Promise.all([
    whenDue(ctx, stop, { work: () => fetchDue(ctx, limits), next: () => nextMailFetchAt(ctx) }),
    whenDue(ctx, stop, { work: () => deliverDue(ctx, MESSAGES_AT_ONCE, stop), next: () => nextDeliveryAt(ctx) }),
  ]);
}
