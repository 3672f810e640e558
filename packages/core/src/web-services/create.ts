import { findWebService, insertWebService, isUniqueViolation, type Statement, writeBatch } from "@grantry/db";
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
  const { id, statements } = await webServiceToInsert(ctx, given);
  try {
    await writeBatch(ctx.db, statements);
  } catch (error) {
    throw isUniqueViolation(error, "web_services.name") ? webServiceNameTaken(given.name) : error;
  }
  return getWebService(ctx, id);
}

/**
 * What adds a web service that may be called. It fails on `web_services.name` when the name is taken.
 * @throws ProblemError invalid-input, tls-options-not-here, not-allowed, token-config-not-allowed
 */
export async function webServiceToInsert(
  ctx: Context,
  given: WebServiceInput,
): Promise<{ id: string; statements: Statement[] }> {
  const { db, platform } = ctx;
  const nothing = serviceSecrets.parse({});
  const { input, tokenConfigId } = await checkWebService(ctx, given, nothing);
  const id = newId(platform);
  const now = platform.now();
  const row = { ...columnsOf(input, tokenConfigId), id, createdAt: now, updatedAt: now };
  const statements = [
    ...(await insertWebService(db, platform.keys, { ...row, secrets: secretsOf(input, nothing) })),
    audit(ctx, "web-service.created", { id, label: input.name }, { endpoint: input.endpoint }),
  ];
  return { id, statements };
}

/** Before anything is written, as a dry run does. @throws ProblemError web-service-name-taken */
export async function refuseTakenName({ db }: Pick<Context, "db">, name: string): Promise<void> {
  const found = await findWebService(db, name);
  if (found?.service.name === name) throw webServiceNameTaken(name);
}

export function webServiceNameTaken(name: string): ProblemError {
  return new ProblemError("web-service-name-taken", {
    parameters: { name },
    errors: [{ pointer: "/name", message: "name-taken" }],
  });
}
