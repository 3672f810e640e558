import * as z from "zod";
import { idParam, instant, jsonBody, jsonContent, needs } from "./route.ts";
import { shownName } from "./shown-name.ts";

export const invokerMethods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] as const;

/** Below the endpoint, with `:name` or `:a.b.0` places; never a way out of it. */
const invokerPath = z
  .string()
  .trim()
  .max(2000)
  .regex(/^[^\s?#\\]*$/, "not-an-invoker-path")
  .refine((path) => !path.split("/").some((segment) => /^(\.|%2e){1,2}$/i.test(segment)), "not-an-invoker-path")
  .default("");

const queryEntry = z.strictObject({
  name: z.string().min(1, "required").max(200),
  value: z.string().max(2000).describe("with :name places; an entry none of whose places has a value is left out"),
});

/** `json` and `form`: what of the data the path and the query have not used, or a template. `xml`: a template. */
const invokerBody = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("none") }),
  z.strictObject({ type: z.literal("json"), template: z.string().max(100_000).default("") }),
  z.strictObject({ type: z.literal("form") }),
  z.strictObject({ type: z.literal("xml"), template: z.string().min(1, "required").max(100_000) }),
]);
export type InvokerBody = z.infer<typeof invokerBody>;

const editable = {
  name: z.string().trim().pipe(shownName),
  method: z.enum(invokerMethods).default("GET"),
  path: invokerPath,
  query: z.array(queryEntry).max(100).default([]),
  body: invokerBody.default({ type: "none" }),
  soapAction: z
    .string()
    .trim()
    .max(2000)
    .regex(/^[\x20\x21\x23-\x5b\x5d-\x7e]*$/, "not-a-soap-action")
    .default("")
    .describe("for SOAP: the action of the operation"),
  returns: z
    .string()
    .trim()
    .max(500)
    .default("")
    .describe("which part of the answer to return, such as data.items.0.id; empty: all"),
  sample: z.record(z.string(), z.unknown()).default({}).describe("data to try it with"),
};

export const invokerInput = z
  .strictObject({
    ...editable,
    id: z.unknown().optional(),
    createdAt: z.unknown().optional(),
    updatedAt: z.unknown().optional(),
  })
  .meta({ id: "InvokerInput" });
export type InvokerInput = z.infer<typeof invokerInput>;

export const invoker = z
  .object({
    id: z.string(),
    ...editable,
    path: z.string(),
    query: z.array(z.object({ name: z.string(), value: z.string() })),
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: "Invoker" });
export type Invoker = z.infer<typeof invoker>;

const invokerParams = idParam.extend({ name: z.string().min(1).describe("name of the invoker") });
const answer = { content: jsonContent(invoker) };

export const listInvokersRoute = {
  method: "get",
  path: "/web-services/{id}/invokers",
  summary: "The invokers of a web service, by name",
  ...needs("web-services:read"),
  request: { params: idParam },
  responses: { 200: { description: "All of them", content: jsonContent(z.object({ items: z.array(invoker) })) } },
  refuses: ["web-service-not-found"],
} as const;

const whyNotSaved = ["unreadable-request", "invalid-input", "web-service-not-found", "invoker-name-taken"] as const;

export const createInvokerRoute = {
  method: "post",
  path: "/web-services/{id}/invokers",
  summary: "Add an invoker",
  ...needs("web-services:write"),
  request: { params: idParam, body: jsonBody(invokerInput) },
  responses: { 201: { description: "Saved; ETag is its version", ...answer } },
  refuses: whyNotSaved,
} as const;

export const getInvokerRoute = {
  method: "get",
  path: "/web-services/{id}/invokers/{name}",
  summary: "One invoker",
  ...needs("web-services:read"),
  request: { params: invokerParams },
  responses: { 200: { description: "The invoker; ETag is its version", ...answer } },
  refuses: ["web-service-not-found", "invoker-not-found"],
} as const;

export const updateInvokerRoute = {
  method: "put",
  path: "/web-services/{id}/invokers/{name}",
  summary: "Replace an invoker",
  ...needs("web-services:write"),
  request: {
    params: invokerParams,
    headers: z.object({ "if-match": z.string().optional() }),
    body: jsonBody(invokerInput),
  },
  responses: { 200: { description: "Saved; ETag is the new version", ...answer } },
  refuses: [...whyNotSaved, "invoker-not-found", "changed-meanwhile", "if-match-needed"],
} as const;

export const deleteInvokerRoute = {
  method: "delete",
  path: "/web-services/{id}/invokers/{name}",
  summary: "Delete an invoker",
  ...needs("web-services:write"),
  request: { params: invokerParams },
  responses: { 204: { description: "Gone" } },
  refuses: ["web-service-not-found", "invoker-not-found"],
} as const;

const nameValue = z.object({ name: z.string(), value: z.string() });

/** A call that got an answer, whatever it says. */
export const run = z
  .object({
    id: z.string(),
    request: z
      .object({ method: z.string(), url: z.string(), headers: z.array(nameValue), body: z.string() })
      .describe("as sent; secrets masked"),
    status: z.int(),
    headers: z.array(nameValue),
    body: z.string().describe("as it came; binary in base64"),
    bodyEncoding: z.enum(["text", "base64"]),
    bodyBytes: z.int(),
    truncated: z.boolean().describe("the answer was longer than is read"),
    returned: z.unknown().describe("the part that the invoker returns"),
    complaint: z
      .object({ slug: z.string(), title: z.string(), detail: z.string(), action: z.string() })
      .nullable()
      .describe("why the answer does not fulfil the call: a status, a SOAP fault, no XML …"),
    durationMs: z.int(),
    tokenRenewed: z.boolean().describe("the service refused the token once; the call was repeated with a new one"),
  })
  .meta({ id: "Run" });
export type Run = z.infer<typeof run>;

export const runInvokerRoute = {
  method: "post",
  path: "/web-services/{id}/invokers/{name}/runs",
  summary: "Run an invoker with this data",
  ...needs("web-services:run"),
  request: {
    params: invokerParams,
    body: jsonBody(z.strictObject({ data: z.record(z.string(), z.unknown()).default({}) })),
  },
  responses: { 200: { description: "The service answered; what it said is inside", content: jsonContent(run) } },
  refuses: [
    "unreadable-request",
    "invalid-input",
    "web-service-not-found",
    "invoker-not-found",
    "web-service-not-in-use",
    "web-service-unreachable",
    "web-service-timeout",
    "web-service-blocked",
    "tls-options-not-here",
    "token-config-not-found",
    "token-config-not-allowed",
    "not-in-use",
    "needs-authorization",
    "needs-settings",
    "needs-provider-admin",
    "provider-refused",
    "token-refresh-in-progress",
    "token-refresh-paused",
  ],
} as const;
