import { deleteWebService, writeBatch } from "@grantry/db";
import { audit } from "../audit.ts";
import type { Context } from "../context.ts";
import { existingWebService } from "./existing.ts";

/** Deletes a web service, its invokers and its debug log. @throws ProblemError web-service-not-found */
export async function removeWebService(ctx: Context, nameOrId: string): Promise<void> {
  const { service } = await existingWebService(ctx, nameOrId);
  await writeBatch(ctx.db, [
    deleteWebService(ctx.db, service.id),
    audit(ctx, "web-service.deleted", { id: service.id, label: service.name }),
  ]);
}
