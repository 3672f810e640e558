import { type ListedMessageRow, listMessages as readPage } from "@grantry/db";
import type { MessageState, MessageSummary } from "@grantry/schema";
import type { Context } from "../context.ts";
import { toInstant } from "../instants.ts";
import { existingMailAccount } from "../mail-accounts/existing.ts";
import type { MessageSummaryText } from "../mail-accounts/incoming.ts";
import { sayTransportFailure, transportFailureOf } from "../transport-failure.ts";

/** One page of messages in a state, of one account or of all. */
export async function listMessages(
  ctx: Context,
  wanted: { mailAccount?: string | undefined; state: MessageState; page: number; pageSize: number },
): Promise<{ items: MessageSummary[]; total: number }> {
  const { mailAccount, ...page } = wanted;
  const accountId = mailAccount === undefined ? undefined : (await existingMailAccount(ctx, mailAccount)).account.id;
  const { items, total } = await readPage(ctx.db, ctx.platform.keys, { ...page, accountId });
  return { items: items.map((row) => summaryOf(ctx, row)), total };
}

/** What lists show of a message. */
export function summaryOf(ctx: Context, { message, accountName, summary }: ListedMessageRow): MessageSummary {
  const { subject, from }: MessageSummaryText = summary ? JSON.parse(summary.reveal()) : { subject: null, from: null };
  const failure = transportFailureOf(message.error);
  return {
    id: message.id,
    mailAccountId: message.accountId,
    mailAccountName: accountName,
    state: message.state as MessageState, // written from the contract
    subject,
    from,
    size: message.size,
    receivedAt: toInstant(message.receivedAt),
    deliveredAt: toInstant(message.deliveredAt),
    attempts: message.attempts,
    nextAttemptAt: toInstant(message.nextAttemptAt),
    lastError: failure && sayTransportFailure(failure, ctx.language, null),
  };
}
