import { findMailAccount, type ShownMailAccount } from "@grantry/db";
import { ProblemError } from "@grantry/schema";
import type { Context } from "../context.ts";

/** A mail account that must be there, by id or name. One statement. @throws ProblemError mail-account-not-found */
export async function existingMailAccount(ctx: Pick<Context, "db">, nameOrId: string): Promise<ShownMailAccount> {
  const found = await findMailAccount(ctx.db, nameOrId);
  if (!found) throw new ProblemError("mail-account-not-found", { parameters: { name: nameOrId } });
  return found;
}
