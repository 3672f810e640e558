import type { WebServiceRow } from "@grantry/db";
import { debugLogLevels, type Secret, secret, type WebServiceInput } from "@grantry/schema";
import * as z from "zod";

/** What is kept of a web service beside its columns; nothing secret. */
export const serviceDetails = z.object({
  timeoutSeconds: z.int(),
  soapVersion: z.enum(["1.1", "1.2"]),
  tls: z.object({ verify: z.boolean(), ca: z.string() }),
  debugLog: z.enum(debugLogLevels),
  username: z.string().default(""),
  apiKey: z.object({ in: z.enum(["header", "query"]), name: z.string() }).default({ in: "header", name: "" }),
  headers: z.array(z.object({ name: z.string(), secret: z.boolean() })),
});
export type ServiceDetails = z.infer<typeof serviceDetails>;

/** What is sealed of a web service. Values of headers by their name in lower case. */
export const serviceSecrets = z.object({
  password: z.string().default(""),
  apiKey: z.string().default(""),
  headers: z.record(z.string(), z.string()).default({}),
});
export type ServiceSecrets = z.infer<typeof serviceSecrets>;

export function detailsOf({ details }: Pick<WebServiceRow, "details">): ServiceDetails {
  return serviceDetails.parse(details);
}

export function parseSecrets(sealed: Secret<string>): ServiceSecrets {
  return serviceSecrets.parse(JSON.parse(sealed.reveal()));
}

/** The columns that an input becomes. */
export function columnsOf(input: WebServiceInput, tokenConfigId: string | null) {
  const { authentication, headers = [] } = input;
  const details: ServiceDetails = {
    timeoutSeconds: input.timeoutSeconds,
    soapVersion: input.soapVersion,
    tls: input.tls,
    debugLog: input.debugLog,
    username: authentication.type === "basic" ? authentication.username : "",
    apiKey:
      authentication.type === "api-key"
        ? { in: authentication.in, name: authentication.name }
        : { in: "header", name: "" },
    headers: headers.map(({ name, secret: isSecret }) => ({ name, secret: isSecret })),
  };
  return {
    name: input.name,
    type: input.type,
    endpoint: input.endpoint,
    validity: input.validity,
    authentication: authentication.type,
    tokenConfigId,
    details,
  };
}

/** What is to be sealed: what was entered, and what is stored where nothing was. */
export function secretsOf(input: WebServiceInput, stored: ServiceSecrets): Secret<string> {
  const { authentication, headers = [] } = input;
  const secrets: ServiceSecrets = {
    password: authentication.type === "basic" ? authentication.password || stored.password : "",
    apiKey: authentication.type === "api-key" ? authentication.value || stored.apiKey : "",
    headers: Object.fromEntries(
      headers.map(({ name, value }) => [name.toLowerCase(), value || (stored.headers[name.toLowerCase()] ?? "")]),
    ),
  };
  return secret(JSON.stringify(secrets));
}
