import type { MailAccountRow } from "@grantry/db";
import { type ParsedMessage, parseMessage } from "@grantry/mail";
import type { Message } from "@grantry/schema";
import type { Context } from "../context.ts";
import { toInstant } from "../instants.ts";
import { existingMailAccount } from "../mail-accounts/existing.ts";
import { existingMessage, keptSource } from "./existing.ts";

/** A message, parsed, with its source: for who reads it here. */
export async function getMessage(ctx: Context, id: string): Promise<Message> {
  const found = await existingMessage(ctx, id);
  const source = await keptSource(ctx, found);
  const { account } = await existingMailAccount(ctx, found.message.accountId);
  return messageView(account, found.message, source);
}

/** Headers by which a message could steer the system that takes it: only a trusted account's count. */
const steeringHeader = /^x-(otrs|znuny)-/;

/** A message as readers and webhooks get it. */
export async function messageView(
  account: MailAccountRow,
  message: { readonly id: string; readonly receivedAt: number },
  source: Uint8Array,
): Promise<Message> {
  const parsed = await parseMessage(source);
  return {
    id: message.id,
    mailAccount: { id: account.id, name: account.name },
    dispatching: dispatchingOf(account, parsed),
    trusted: account.trusted,
    receivedAt: toInstant(message.receivedAt),
    size: source.length,
    parsed: parsed !== undefined,
    messageId: parsed?.messageId ?? null,
    subject: parsed?.subject ?? null,
    from: parsed?.from ?? null,
    to: [...(parsed?.to ?? [])],
    cc: [...(parsed?.cc ?? [])],
    date: parsed?.date ?? null,
    text: parsed?.text ?? null,
    html: parsed?.html ?? null,
    headers: (parsed?.headers ?? []).filter(({ name }) => account.trusted || !steeringHeader.test(name)),
    attachments: (parsed?.attachments ?? []).map(({ content, ...attachment }) => ({
      ...attachment,
      size: content.length,
      content: base64Of(content),
    })),
    source: base64Of(source),
  };
}

/** Into the account's queue, or by the addresses that it was sent to; a trusted message may name a queue itself. */
function dispatchingOf(account: MailAccountRow, parsed: ParsedMessage | undefined): Message["dispatching"] {
  const recipients = [
    ...(parsed?.deliveredTo ?? []),
    ...[...(parsed?.to ?? []), ...(parsed?.cc ?? [])].map(({ address }) => address),
  ].map((address) => address.toLowerCase());
  const own = parsed?.headers.find(({ name }) => name === "x-otrs-queue")?.value;
  const queue = account.trusted && own ? own : account.queue;
  return {
    by: account.dispatching as Message["dispatching"]["by"], // written from the contract
    queue,
    recipients: [...new Set(recipients)].filter(Boolean),
  };
}

const CHUNK = 32_766; // divisible by three: pieces of base64 can be put together

function base64Of(bytes: Uint8Array): string {
  let text = "";
  for (let start = 0; start < bytes.length; start += CHUNK) {
    text += btoa(String.fromCharCode(...bytes.subarray(start, start + CHUNK)));
  }
  return text;
}
