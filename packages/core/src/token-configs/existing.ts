import { findTokenConfig } from "@grantry/db";
import { ProblemError } from "@grantry/schema";
import type { Context } from "../context.ts";

/** A configuration that must be there, by id or name. One statement. @throws ProblemError token-config-not-found */
export async function existingTokenConfig(ctx: Pick<Context, "db">, nameOrId: string) {
  const found = await findTokenConfig(ctx.db, nameOrId);
  if (!found) throw notFound(nameOrId);
  return found;
}

export function notFound(nameOrId: string): ProblemError {
  return new ProblemError("token-config-not-found", { parameters: { name: nameOrId } });
}
