import { deleteTokenConfig, deleteUnusedAppRegistrations, writeBatch } from "@grantry/db";
import { audit } from "../audit.ts";
import type { Context } from "../context.ts";
import { existingTokenConfig } from "./existing.ts";

/** Deletes a configuration and its token, and its app registration when nobody else uses it. */
export async function removeTokenConfig(ctx: Context, nameOrId: string): Promise<void> {
  const found = await existingTokenConfig(ctx, nameOrId);
  const { id, name } = found.config;
  await writeBatch(ctx.db, [
    deleteTokenConfig(ctx.db, id),
    deleteUnusedAppRegistrations(ctx.db),
    audit(ctx, "token-config.deleted", { id, label: name }),
  ]);
}
