import {
  isConflict,
  isUniqueViolation,
  readWebServiceSecrets,
  updateWebService as update,
  writeBatch,
} from "@grantry/db";
import { type InputError, inputRefused, ProblemError, type WebServiceInput } from "@grantry/schema";
import { audit } from "../audit.ts";
import type { Context } from "../context.ts";
import { checkWebService } from "./check.ts";
import { webServiceNameTaken } from "./create.ts";
import { existingWebService } from "./existing.ts";
import { columnsOf, detailsOf, parseSecrets, type ServiceDetails, type ServiceSecrets, secretsOf } from "./stored.ts";
import { getWebService, type VersionedWebService } from "./view.ts";

/**
 * Replaces a web service where its version is still the one that was read. What is secret stays when it is left out.
 * @throws ProblemError invalid-input, changed-meanwhile, web-service-name-taken, web-service-secret-needed
 */
export async function updateWebService(
  ctx: Context,
  nameOrId: string,
  edit: { input: WebServiceInput; readVersion: number },
): Promise<VersionedWebService> {
  const { db, platform } = ctx;
  const { service } = await existingWebService(ctx, nameOrId);
  const stored = parseSecrets(await readWebServiceSecrets(db, platform.keys, service.id));
  const { input, tokenConfigId } = await checkWebService(ctx, edit.input, stored);
  refuseUncoveredSecrets(input, detailsOf(service));
  refuseMovedSecrets(input, stored, service.endpoint);
  try {
    await writeBatch(db, [
      ...(await update(db, platform.keys, {
        ...columnsOf(input, tokenConfigId),
        id: service.id,
        updatedAt: platform.now(),
        secrets: secretsOf(input, stored),
        readVersion: edit.readVersion,
      })),
      audit(ctx, "web-service.updated", { id: service.id, label: input.name }, { endpoint: input.endpoint }),
    ]);
  } catch (error) {
    if (isConflict(error)) throw new ProblemError("changed-meanwhile", { cause: error });
    throw isUniqueViolation(error, "web_services.name") ? webServiceNameTaken(input.name) : error;
  }
  return getWebService(ctx, service.id);
}

/** A header that was secret comes out from behind its cover by being typed again: what is stored is read by nobody. */
function refuseUncoveredSecrets({ headers = [] }: WebServiceInput, former: ServiceDetails): void {
  const covered = new Set(former.headers.flatMap(({ name, secret }) => (secret ? [name.toLowerCase()] : [])));
  const errors = headers.flatMap(({ name, value, secret }, index): InputError[] =>
    !secret && !value && covered.has(name.toLowerCase())
      ? [{ pointer: `/headers/${index}/value`, message: "required" }]
      : [],
  );
  if (errors.length > 0) throw inputRefused(errors);
}

/** A stored secret belongs to the origin that it was entered for: whoever moves the endpoint must know it. */
function refuseMovedSecrets(input: WebServiceInput, stored: ServiceSecrets, formerEndpoint: string): void {
  const [origin, formerOrigin] = [new URL(input.endpoint).origin, new URL(formerEndpoint).origin];
  if (origin === formerOrigin) return;
  const { authentication, headers = [] } = input;
  const errors: InputError[] = headers.flatMap(({ name, value, secret }, index) =>
    secret && !value && stored.headers[name.toLowerCase()]
      ? [{ pointer: `/headers/${index}/value`, message: "required" }]
      : [],
  );
  if (authentication.type === "basic" && !authentication.password)
    errors.push({ pointer: "/authentication/password", message: "required" });
  if (authentication.type === "api-key" && !authentication.value)
    errors.push({ pointer: "/authentication/value", message: "required" });
  if (errors.length > 0)
    throw new ProblemError("web-service-secret-needed", { parameters: { origin, formerOrigin }, errors });
}
