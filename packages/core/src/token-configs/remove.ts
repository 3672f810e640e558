import { deleteTokenConfig, deleteUnusedAppRegistrations, isConflict, writeBatch } from "@grantry/db";
import { audit } from "../audit.ts";
import type { Context } from "../context.ts";
import { existingTokenConfig, notFound } from "./existing.ts";
import { inUse, usersOf } from "./users.ts";

/**
 * Deletes a configuration that nobody uses and its token, and its app registration when nobody else uses it.
 * @throws ProblemError token-config-not-found, token-config-in-use
 */
export async function removeTokenConfig(ctx: Context, nameOrId: string): Promise<void> {
  const found = await existingTokenConfig(ctx, nameOrId);
  const { id, name } = found.config;
  try {
    await writeBatch(ctx.db, [
      ...deleteTokenConfig(ctx.db, id),
      deleteUnusedAppRegistrations(ctx.db),
      audit(ctx, "token-config.deleted", { id, label: name }),
    ]);
  } catch (error) {
    if (!isConflict(error)) throw error;
    const users = (await usersOf(ctx, [id])).get(id);
    throw users ? inUse(ctx, name, users) : notFound(nameOrId);
  }
}
