import { deleteMailAccount, writeBatch } from "@grantry/db";
import { audit } from "../audit.ts";
import type { Context } from "../context.ts";
import { existingMailAccount } from "./existing.ts";

/** Deletes an account and what is stored of it. What is on the server stays there. */
export async function removeMailAccount(ctx: Context, nameOrId: string): Promise<void> {
  const { account } = await existingMailAccount(ctx, nameOrId);
  await writeBatch(ctx.db, [
    deleteMailAccount(ctx.db, account.id),
    audit(ctx, "mail-account.deleted", { id: account.id, label: account.name }),
  ]);
}
