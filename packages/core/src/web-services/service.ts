import { findWebService, readWebServiceSecrets, type WebServiceRow } from "@grantry/db";
import { ProblemError, type Secret, secret } from "@grantry/schema";
import type { Context } from "../context.ts";
import { memory } from "../remembered.ts";
import { detailsOf, parseSecrets, type ServiceDetails, type ServiceSecrets } from "./stored.ts";

/** A web service as a call needs it. */
export interface CallableService {
  readonly row: WebServiceRow;
  readonly tokenConfigName: string | null;
  readonly details: ServiceDetails;
  readonly secrets: Secret<ServiceSecrets>;
}

const remembered = memory<CallableService>();

/**
 * A web service that may be called, by id or name. No round trip while nothing changed on an embedded database.
 * @throws ProblemError web-service-not-found, web-service-not-in-use
 */
export async function callableService(ctx: Context, nameOrId: string): Promise<CallableService> {
  const { db, platform } = ctx;
  const service = await remembered.recall(db, nameOrId, async () => {
    const found = await findWebService(db, nameOrId);
    if (!found) return undefined;
    const secrets = parseSecrets(await readWebServiceSecrets(db, platform.keys, found.service.id));
    const details = detailsOf(found.service);
    return { row: found.service, tokenConfigName: found.tokenConfigName, details, secrets: secret(secrets) };
  });
  if (!service) throw new ProblemError("web-service-not-found", { parameters: { name: nameOrId } });
  const { name, validity } = service.row;
  if (validity !== "valid") throw new ProblemError("web-service-not-in-use", { parameters: { name, validity } });
  return service;
}
