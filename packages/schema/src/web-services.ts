import * as z from "zod";
import { httpUrl } from "./http-url.ts";
import { idParam, instant, jsonBody, jsonContent, needs } from "./route.ts";
import { shownName } from "./shown-name.ts";
import { validity } from "./validity.ts";

export const webServiceTypes = ["rest", "soap"] as const;
export const webServiceType = z.enum(webServiceTypes).meta({ id: "WebServiceType" });

/** What stands for the access token in a header: as the seed system writes it, and readable. */
export const tokenPlaces = ["<OTRS_OAUTH2_TOKEN>", "{accessToken}"] as const;

/** What a web service with a token is given when it says no `Authorization` header, as in the seed system. */
export const defaultTokenHeader = { name: "Authorization", value: `Bearer ${tokenPlaces[0]}`, secret: false } as const;

/** RFC 9110 §5.1: a token. */
const headerName = z
  .string()
  .trim()
  .min(1, "required")
  .max(200)
  .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, "not-a-header-name");

/** RFC 9110 §5.5: visible ASCII, spaces and tabs; no line break can end the header and begin another. */
const headerValue = z
  .string()
  .trim()
  .max(2000)
  .regex(/^[\t\x20-\x7e]*$/, "not-a-header-value");

/** Written: left out or empty, what is stored stays. Never read. */
const writtenSecret = z.string().max(10_000).optional().describe("write-only; left out or empty: the stored one stays");

const authenticationInput = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("none") }),
  z.strictObject({
    type: z.literal("basic"),
    username: z
      .string()
      .min(1, "required")
      .max(500)
      .regex(/^[^:]*$/, "no-colon"), // RFC 7617 §2
    password: writtenSecret,
    passwordSet: z.unknown().optional(),
  }),
  z.strictObject({
    type: z.literal("api-key"),
    in: z.enum(["header", "query"]),
    name: headerName,
    value: writtenSecret,
    valueSet: z.unknown().optional(),
  }),
  z.strictObject({
    type: z.literal("token-config"),
    tokenConfig: z.string().min(1, "required").max(250).describe("id, or name"),
    tokenConfigName: z.unknown().optional(),
  }),
]);

const authentication = z
  .discriminatedUnion("type", [
    z.object({ type: z.literal("none") }),
    z.object({ type: z.literal("basic"), username: z.string(), passwordSet: z.boolean() }),
    z.object({
      type: z.literal("api-key"),
      in: z.enum(["header", "query"]),
      name: z.string(),
      valueSet: z.boolean(),
    }),
    z.object({ type: z.literal("token-config"), tokenConfig: z.string().describe("id"), tokenConfigName: z.string() }),
  ])
  .meta({ id: "WebServiceAuthentication" });

const headerInput = z.strictObject({
  name: headerName,
  value: headerValue.optional().describe("left out: a secret one that is stored under this name stays"),
  secret: z.boolean().default(false).describe("its value is write-only, and masked in the debug log"),
});

/** A beginning and an end, found without going through the text again and again. */
function holdsCertificate(pem: string): boolean {
  const begin = pem.indexOf("-----BEGIN CERTIFICATE-----");
  return begin >= 0 && pem.lastIndexOf("-----END CERTIFICATE-----") > begin;
}

/** What of TLS may differ. On Node alone: workerd takes the certificates of its platform. */
const tls = z.strictObject({
  verify: z.boolean().default(true).describe("off: anybody in between can read the token"),
  ca: z
    .string()
    .trim()
    .max(100_000)
    .refine((pem) => pem === "" || holdsCertificate(pem), "not-a-pem")
    .default("")
    .describe("certificates of an own authority, PEM; empty: those that the host trusts"),
});

export const debugLogLevels = ["all", "failures", "off"] as const;

const editable = {
  name: z.string().trim().pipe(shownName),
  type: webServiceType,
  endpoint: httpUrl.pipe(z.string().min(1, "required")),
  validity: validity.default("valid"),
  timeoutSeconds: z.int().min(1).max(300).default(30).describe("until an answer has come; of a pass-through, begins"),
  soapVersion: z.enum(["1.1", "1.2"]).default("1.1").describe("for type soap"),
  tls: tls.default({ verify: true, ca: "" }),
  debugLog: z.enum(debugLogLevels).default("all"),
};

export const webService = z
  .object({
    id: z.string(),
    name: z.string(),
    type: webServiceType,
    endpoint: z.string(),
    validity,
    timeoutSeconds: z.int(),
    soapVersion: z.enum(["1.1", "1.2"]),
    tls: z.object({ verify: z.boolean(), ca: z.string() }),
    debugLog: z.enum(debugLogLevels),
    authentication,
    headers: z.array(
      z.object({ name: z.string(), value: z.string().optional().describe("not of a secret one"), secret: z.boolean() }),
    ),
    proxyPath: z
      .string()
      .describe("where programs reach the service with the token put in; append the rest of the path"),
    invokers: z.array(z.string()).describe("names"),
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: "WebService" });
export type WebService = z.infer<typeof webService>;

/** Members that an answer has and a request may repeat: accepted and ignored. */
const readOnly = {
  id: z.unknown().optional(),
  proxyPath: z.unknown().optional(),
  invokers: z.unknown().optional(),
  createdAt: z.unknown().optional(),
  updatedAt: z.unknown().optional(),
};

export const webServiceInput = z
  .strictObject({
    ...editable,
    ...readOnly,
    authentication: authenticationInput.default({ type: "none" }),
    headers: z
      .array(headerInput)
      .max(50)
      .superRefine((headers, context) => {
        const names = headers.map(({ name }) => name.toLowerCase());
        for (const [index, name] of names.entries()) {
          if (names.indexOf(name) < index)
            context.addIssue({ code: "custom", path: [index, "name"], message: "header-twice" });
        }
      })
      .optional()
      .describe("left out with a token configuration: Authorization: Bearer <OTRS_OAUTH2_TOKEN>"),
  })
  .meta({ id: "WebServiceInput" });
export type WebServiceInput = z.infer<typeof webServiceInput>;

export const webServiceSummary = webService
  .pick({ id: true, name: true, type: true, endpoint: true, validity: true, updatedAt: true })
  .extend({
    authentication: z.enum(["none", "basic", "api-key", "token-config"]),
    tokenConfig: z.object({ id: z.string(), name: z.string() }).nullable(),
    invokers: z.int().describe("how many"),
    lastInvocation: z.object({ at: instant, outcome: z.string() }).nullable(),
  })
  .meta({ id: "WebServiceSummary" });
export type WebServiceSummary = z.infer<typeof webServiceSummary>;

export const webServiceSorts = ["name", "-name", "updated", "-updated"] as const;

export const listWebServicesRoute = {
  method: "get",
  path: "/web-services",
  summary: "Web services, page by page",
  ...needs("web-services:read"),
  request: {
    query: z.object({
      q: z.string().max(250).optional().describe("part of the name or the endpoint"),
      sort: z.enum(webServiceSorts).default("name"),
      page: z.coerce.number().int().min(1).max(100_000).default(1),
      pageSize: z.coerce.number().int().min(1).max(200).default(50),
    }),
  },
  responses: {
    200: {
      description: "One page, and how many match",
      content: jsonContent(
        z.object({ items: z.array(webServiceSummary), total: z.int(), page: z.int(), pageSize: z.int() }),
      ),
    },
  },
  refuses: ["invalid-input"],
} as const;

const answer = { content: jsonContent(webService) };
const whyNotSaved = [
  "unreadable-request",
  "invalid-input",
  "web-service-name-taken",
  "tls-options-not-here",
  "token-config-not-allowed",
] as const;

export const createWebServiceRoute = {
  method: "post",
  path: "/web-services",
  summary: "Add a web service",
  ...needs("web-services:write"),
  request: { body: jsonBody(webServiceInput) },
  responses: { 201: { description: "Saved; ETag is its version", ...answer } },
  refuses: whyNotSaved,
} as const;

export const getWebServiceRoute = {
  method: "get",
  path: "/web-services/{id}",
  summary: "One web service by id or name",
  ...needs("web-services:read"),
  request: { params: idParam },
  responses: { 200: { description: "The web service; ETag is its version", ...answer } },
  refuses: ["web-service-not-found"],
} as const;

export const updateWebServiceRoute = {
  method: "put",
  path: "/web-services/{id}",
  summary: "Replace a web service; its secrets stay when left out",
  ...needs("web-services:write"),
  request: {
    params: idParam,
    headers: z.object({ "if-match": z.string().optional() }),
    body: jsonBody(webServiceInput),
  },
  responses: { 200: { description: "Saved; ETag is the new version", ...answer } },
  refuses: [
    ...whyNotSaved,
    "web-service-not-found",
    "web-service-secret-needed",
    "changed-meanwhile",
    "if-match-needed",
  ],
} as const;

export const deleteWebServiceRoute = {
  method: "delete",
  path: "/web-services/{id}",
  summary: "Delete a web service with its invokers and its debug log",
  ...needs("web-services:write"),
  request: { params: idParam },
  responses: { 204: { description: "Gone" } },
  refuses: ["web-service-not-found"],
} as const;

/** Who may use `ANY /web-services/{id}/proxy/…`, which no document can describe: it answers what the service answers. */
export const passThroughAccess = needs("web-services:run");
