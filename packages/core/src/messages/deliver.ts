import {
  dueMessages,
  failDelivery,
  nextDeliveryAt as nextAt,
  readMailAccountSecrets,
  settleMessage,
  takeDelivery,
  writeBatch,
} from "@grantry/db";
import { type MessageSummary, ProblemError, type TransportFailure } from "@grantry/schema";
import { audit } from "../audit.ts";
import type { Context } from "../context.ts";
import { existingMailAccount } from "../mail-accounts/existing.ts";
import { requestTimeoutSeconds, sendFor } from "../settings.ts";
import { nextAttemptAt, sendSomeAtOnce } from "../webhooks/attempts.ts";
import { postToWebhook } from "../webhooks/post-to-webhook.ts";
import { existingMessage, keptSource } from "./existing.ts";
import { summaryOf } from "./list.ts";
import { messageView } from "./read.ts";

/**
 * Sends a message to the webhook because someone asked, also one that was given up.
 * @throws ProblemError message-not-found, message-not-kept, mail-account-has-no-webhook
 */
export async function deliverMessage(ctx: Context, id: string): Promise<MessageSummary> {
  const found = await existingMessage(ctx, id);
  await keptSource(ctx, found);
  const { account } = await existingMailAccount(ctx, found.message.accountId);
  if (account.delivery !== "webhook")
    throw new ProblemError("mail-account-has-no-webhook", { parameters: { name: account.name } });
  await writeBatch(ctx.db, [
    audit(ctx, "message.sent-again", { id: account.id, label: account.name }, { message: id }),
  ]);
  await attempt(ctx, id, true);
  return summaryOf(ctx, await existingMessage(ctx, id));
}

/** Sends what is due, some at once, until it is done or `stop` is signalled. */
export async function deliverDue(ctx: Context, most: number, stop?: AbortSignal): Promise<void> {
  const sendOne = async (id: string): Promise<void> => {
    try {
      await attempt(ctx, id, false);
    } catch (error) {
      // One that breaks must not stop the others; it is due again when its attempt's time is over.
      ctx.platform.log("error", "message.delivery-broke", { messageId: id, error: String(error) });
    }
  };
  await sendSomeAtOnce(await dueMessages(ctx.db, ctx.platform.now(), most), sendOne, stop);
}

/** When the next message is due, ms; `null`: none is. */
export async function nextDeliveryAt(ctx: Context): Promise<number | null> {
  return nextAt(ctx.db);
}

async function attempt(ctx: Context, id: string, byHand: boolean): Promise<void> {
  const { db, platform } = ctx;
  const now = platform.now();
  const until = now + (await requestTimeoutSeconds(ctx)) * 1000 + 30_000;
  const attempts = await takeDelivery(db, { id, now, until, byHand });
  if (attempts === undefined) return;
  const failure = await send(ctx, id);
  if (failure === null) {
    await writeBatch(db, settleMessage(db, id, "delivered", platform.now()));
    return;
  }
  const again = nextAttemptAt({ attempts, failure, now: platform.now() });
  await writeBatch(db, [failDelivery(db, id, JSON.stringify(failure), again)]);
  platform.log("warn", "message.delivery-failed", {
    messageId: id,
    attempts,
    explanation: failure.explanation,
    ...failure.parameters,
  });
}

async function send(ctx: Context, id: string): Promise<TransportFailure | null> {
  const { db, platform } = ctx;
  const found = await existingMessage(ctx, id);
  const source = await keptSource(ctx, found);
  const { account } = await existingMailAccount(ctx, found.message.accountId);
  const { webhookSecret } = await readMailAccountSecrets(db, platform.keys, account.id);
  if (!webhookSecret) throw new Error(`account ${account.id} delivers to a webhook and has no secret for it`);
  return postToWebhook(await sendFor(ctx), {
    id,
    url: account.webhookUrl,
    secret: webhookSecret,
    body: JSON.stringify(await messageView(account, found.message, source)),
    now: platform.now(),
  });
}
