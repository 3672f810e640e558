import { findWebService } from "@grantry/db";
import { ProblemError } from "@grantry/schema";
import type { Context } from "../context.ts";

/** A web service that must be there, by id or name. One statement. @throws ProblemError web-service-not-found */
export async function existingWebService(ctx: Pick<Context, "db">, nameOrId: string) {
  const found = await findWebService(ctx.db, nameOrId);
  if (!found) throw new ProblemError("web-service-not-found", { parameters: { name: nameOrId } });
  return found;
}
