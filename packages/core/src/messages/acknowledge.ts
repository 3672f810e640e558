import { settleMessage, writeBatch } from "@grantry/db";
import { audit } from "../audit.ts";
import type { Context } from "../context.ts";
import { existingMessage, notKept } from "./existing.ts";

/** The reader has it: what it says is dropped, the fact is kept. A second time changes nothing. */
export async function acknowledgeMessage(ctx: Context, id: string): Promise<void> {
  const { accountName, message } = await existingMessage(ctx, id);
  if (message.state === "acknowledged") return;
  if (message.state !== "waiting" && message.state !== "dead") throw notKept(message);
  const subject = { id: message.accountId, label: accountName };
  await writeBatch(ctx.db, [
    ...settleMessage(ctx.db, id, "acknowledged", ctx.platform.now()),
    audit(ctx, "message.acknowledged", subject, { message: id }),
  ]);
}
