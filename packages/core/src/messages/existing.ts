import { findMessage, type ListedMessageRow, readMessageSource } from "@grantry/db";
import { ProblemError } from "@grantry/schema";
import type { Context } from "../context.ts";

/** A message that must be there. One statement. @throws ProblemError message-not-found */
export async function existingMessage(ctx: Context, id: string): Promise<ListedMessageRow> {
  const found = await findMessage(ctx.db, ctx.platform.keys, id);
  if (!found) throw new ProblemError("message-not-found", { parameters: { name: id } });
  return found;
}

/** Its source, which must still be kept. One statement. @throws ProblemError message-not-kept */
export async function keptSource(ctx: Context, { message }: ListedMessageRow): Promise<Uint8Array> {
  const source = await readMessageSource(ctx.db, ctx.platform.keys, message.id);
  if (!source) throw notKept(message);
  return source;
}

export function notKept({ state }: { readonly state: string }): ProblemError {
  return new ProblemError("message-not-kept", { parameters: { state } });
}
