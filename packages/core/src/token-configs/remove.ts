import { deleteTokenConfig, deleteUnusedAppRegistrations, findTokenConfig, writeBatch } from "@grantry/db";
import { ProblemError } from "@grantry/schema";
import { audit } from "../audit.ts";
import type { Context } from "../context.ts";

/** Deletes a configuration and its token, and its app registration when nobody else uses it. */
export async function removeTokenConfig(ctx: Context, nameOrId: string): Promise<void> {
  const found = await findTokenConfig(ctx.db, nameOrId);
  if (!found) throw new ProblemError("token-config-not-found", { parameters: { name: nameOrId } });
  const { id, name } = found.config;
  await writeBatch(ctx.db, [
    deleteTokenConfig(ctx.db, id),
    deleteUnusedAppRegistrations(ctx.db),
    audit(ctx, "token-config.deleted", { id, label: name }),
  ]);
}
