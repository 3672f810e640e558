import { readWebServiceSecrets } from "@grantry/db";
import type { WebService } from "@grantry/schema";
import type { Context } from "../context.ts";
import { toInstant } from "../instants.ts";
import { existingWebService } from "./existing.ts";
import { detailsOf, parseSecrets, type ServiceDetails, type ServiceSecrets } from "./stored.ts";

/** A web service with the version that its ETag shows. */
export interface VersionedWebService {
  readonly webService: WebService;
  readonly version: number;
}

/** One web service by id or name, without its secrets. Two statements. */
export async function getWebService(ctx: Context, nameOrId: string): Promise<VersionedWebService> {
  const found = await existingWebService(ctx, nameOrId);
  const { service } = found;
  const details = detailsOf(service);
  const secrets = parseSecrets(await readWebServiceSecrets(ctx.db, ctx.platform.keys, service.id));
  const webService: WebService = {
    id: service.id,
    name: service.name,
    type: service.type,
    endpoint: service.endpoint,
    validity: service.validity as WebService["validity"], // written from the contract
    timeoutSeconds: details.timeoutSeconds,
    soapVersion: details.soapVersion,
    tls: details.tls,
    debugLog: details.debugLog,
    authentication: authenticationOf({ ...found, details, secrets }),
    headers: details.headers.map(({ name, secret }) => ({
      name,
      secret,
      ...(!secret && { value: secrets.headers[name.toLowerCase()] ?? "" }),
    })),
    proxyPath: `/api/v1/web-services/${encodeURIComponent(service.name)}/proxy`,
    invokers: found.invokers,
    createdAt: toInstant(service.createdAt),
    updatedAt: toInstant(service.updatedAt),
  };
  return { webService, version: service.version };
}

function authenticationOf(known: {
  service: { authentication: WebService["authentication"]["type"]; tokenConfigId: string | null };
  tokenConfigName: string | null;
  details: ServiceDetails;
  secrets: ServiceSecrets;
}): WebService["authentication"] {
  const { service, details, secrets } = known;
  switch (service.authentication) {
    case "basic":
      return { type: "basic", username: details.username, passwordSet: secrets.password !== "" };
    case "api-key":
      return { type: "api-key", ...details.apiKey, valueSet: secrets.apiKey !== "" };
    case "token-config":
      return {
        type: "token-config",
        tokenConfig: service.tokenConfigId ?? "",
        tokenConfigName: known.tokenConfigName ?? "",
      };
    case "none":
      return { type: "none" };
  }
}
