import * as z from "zod";
import { idParam, instant, jsonContent, needs } from "./route.ts";

export const invocation = z
  .object({
    id: z.string(),
    at: instant,
    invoker: z.string().nullable().describe("null: passed through"),
    actor: z.string(),
    method: z.string(),
    url: z.string().describe("secrets masked"),
    status: z.int().nullable().describe("null: no answer"),
    outcome: z.string().describe("ok, or the slug of what went wrong"),
    durationMs: z.int(),
    requestBytes: z.int(),
    responseBytes: z.int(),
    tokenRenewed: z.boolean(),
  })
  .meta({ id: "Invocation" });
export type Invocation = z.infer<typeof invocation>;

const message = z.object({
  headers: z.array(z.object({ name: z.string(), value: z.string() })),
  body: z.string().describe("the beginning; secrets masked"),
  bodyCut: z.boolean(),
});
export const exchange = z.object({ request: message, response: message.nullable(), detail: z.string() });
export type Exchange = z.infer<typeof exchange>;

export const loggedInvocation = invocation.extend(exchange.shape).meta({ id: "LoggedInvocation" });
export type LoggedInvocation = z.infer<typeof loggedInvocation>;

export const listInvocationsRoute = {
  method: "get",
  path: "/web-services/{id}/debug-log",
  summary: "Calls of a web service, newest first",
  ...needs("web-services:read"),
  request: {
    params: idParam,
    query: z.object({
      failures: z.enum(["true", "false"]).default("false").describe("true: only those that did not end well"),
      page: z.coerce.number().int().min(1).max(100_000).default(1),
      pageSize: z.coerce.number().int().min(1).max(200).default(50),
    }),
  },
  responses: {
    200: {
      description: "One page, and how many there are",
      content: jsonContent(z.object({ items: z.array(invocation), total: z.int(), page: z.int(), pageSize: z.int() })),
    },
  },
  refuses: ["invalid-input", "web-service-not-found"],
} as const;

export const getInvocationRoute = {
  method: "get",
  path: "/web-services/{id}/debug-log/{invocationId}",
  summary: "One call: request and answer as they went, secrets masked",
  ...needs("web-services:read"),
  request: { params: idParam.extend({ invocationId: z.string().min(1) }) },
  responses: { 200: { description: "The call", content: jsonContent(loggedInvocation) } },
  refuses: ["web-service-not-found", "invocation-not-found"],
} as const;

export const clearDebugLogRoute = {
  method: "delete",
  path: "/web-services/{id}/debug-log",
  summary: "Empty the debug log of a web service",
  ...needs("web-services:write"),
  request: { params: idParam },
  responses: { 204: { description: "Empty" } },
  refuses: ["web-service-not-found"],
} as const;
