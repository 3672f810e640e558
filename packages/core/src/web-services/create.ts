import { insertWebService, isUniqueViolation, writeBatch } from "@grantry/db";
import { ProblemError, type WebServiceInput } from "@grantry/schema";
import { audit } from "../audit.ts";
import type { Context } from "../context.ts";
import { newId } from "../ids.ts";
import { checkWebService } from "./check.ts";
import { columnsOf, secretsOf, serviceSecrets } from "./stored.ts";
import { getWebService, type VersionedWebService } from "./view.ts";

/**
 * Adds a web service.
 * @throws ProblemError invalid-input, web-service-name-taken, tls-options-not-here, not-allowed
 */
export async function createWebService(ctx: Context, given: WebServiceInput): Promise<VersionedWebService> {
  const { db, platform } = ctx;
  const nothing = serviceSecrets.parse({});
  const { input, tokenConfigId } = await checkWebService(ctx, given, nothing);
  const id = newId(platform);
  const now = platform.now();
  const row = { ...columnsOf(input, tokenConfigId), id, createdAt: now, updatedAt: now };
  try {
    await writeBatch(db, [
      ...(await insertWebService(db, platform.keys, { ...row, secrets: secretsOf(input, nothing) })),
      audit(ctx, "web-service.created", { id, label: input.name }, { endpoint: input.endpoint }),
    ]);
  } catch (error) {
    throw isUniqueViolation(error, "web_services.name") ? webServiceNameTaken(input.name) : error;
  }
  return getWebService(ctx, id);
}

export function webServiceNameTaken(name: string): ProblemError {
  return new ProblemError("web-service-name-taken", {
    parameters: { name },
    errors: [{ pointer: "/name", message: "name-taken" }],
  });
}
