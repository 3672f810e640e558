import { hashOf, type MailAccountRow, type NewMessage, storeMessages } from "@grantry/db";
import { type ListedMessage, type ParsedMessage, parseMessage } from "@grantry/mail";
import { secret } from "@grantry/schema";
import type { Context } from "../context.ts";
import { newId } from "../ids.ts";

/** A message that was read, on its way to being stored. */
export interface Incoming {
  readonly message: ListedMessage;
  readonly source: Uint8Array;
  readonly fingerprint: string;
  readonly summary: MessageSummaryText;
}

/** What lists show of a message. Kept sealed. */
export interface MessageSummaryText {
  readonly subject: string | null;
  readonly from: { readonly name: string; readonly address: string } | null;
}

const MOST_SUBJECT = 500;

export async function incomingOf(message: ListedMessage, source: Uint8Array): Promise<Incoming> {
  const parsed = await parseMessage(source);
  return {
    message,
    source,
    fingerprint: await fingerprintOf(parsed, source),
    summary: { subject: parsed?.subject?.slice(0, MOST_SUBJECT) ?? null, from: parsed?.from ?? null },
  };
}

/**
 * Stores messages in one batch; one that the database does not take must not keep the others back, so then each alone.
 * @throws when none can be stored: the database is out of order
 */
export async function storeIncoming(
  ctx: Context,
  account: MailAccountRow,
  incoming: readonly Incoming[],
): Promise<{ stored: readonly Incoming[]; refused: readonly Incoming[] }> {
  if (incoming.length === 0) return { stored: [], refused: [] };
  const store = (some: readonly Incoming[]) =>
    storeMessages(
      ctx.db,
      ctx.platform.keys,
      some.map((one) => rowOf(ctx, account, one)),
    );
  try {
    await store(incoming);
    return { stored: incoming, refused: [] };
  } catch (error) {
    if (incoming.length === 1) throw error;
    ctx.platform.log("warn", "mail.store-failed", {
      account: account.name,
      messages: incoming.length,
      error: String(error),
    });
  }
  const outcomes = [];
  for (const one of incoming) {
    outcomes.push(
      await store([one]).then(
        () => ({ one, error: undefined }),
        (error: unknown) => ({ one, error }),
      ),
    );
  }
  const refused = outcomes.filter(({ error }) => error !== undefined);
  if (refused.length === outcomes.length) throw refused[0]?.error;
  return {
    stored: outcomes.filter(({ error }) => error === undefined).map(({ one }) => one),
    refused: refused.map(({ one }) => one),
  };
}

function rowOf(ctx: Context, account: MailAccountRow, { message, source, fingerprint, summary }: Incoming): NewMessage {
  const now = ctx.platform.now();
  return {
    id: newId(ctx.platform),
    accountId: account.id,
    serverKey: message.key,
    fingerprint,
    size: source.length,
    receivedAt: now,
    nextAttemptAt: account.delivery === "webhook" ? now : null,
    summary: secret(JSON.stringify(summary)),
    source,
  };
}

/** What makes it this message wherever it lies: its Message-ID with what stands beside it, or else all of it. */
async function fingerprintOf(parsed: ParsedMessage | undefined, source: Uint8Array): Promise<string> {
  if (parsed?.messageId) {
    const { messageId, date, subject, from } = parsed;
    return hashOf(JSON.stringify([messageId, date, subject, from?.address]));
  }
  return hashOf(new TextDecoder("latin1").decode(source));
}
