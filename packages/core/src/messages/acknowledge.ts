import { settleMessage, writeBatch } from "@grantry/db";
import type { Context } from "../context.ts";
import { existingMessage, notKept } from "./existing.ts";

/** The reader has it: what it says is dropped, the fact is kept. A second time changes nothing. */
export async function acknowledgeMessage(ctx: Context, id: string): Promise<void> {
  const { message } = await existingMessage(ctx, id);
  if (message.state === "acknowledged") return;
  if (message.state !== "waiting" && message.state !== "dead") throw notKept(message);
  await writeBatch(ctx.db, settleMessage(ctx.db, id, "acknowledged", ctx.platform.now()));
}
