import * as z from "zod";
import { tokenConfigSorts } from "./overview.ts";
import { idParam, instant, jsonBody, jsonContent, needs } from "./route.ts";
import { tokenConfig, tokenConfigSummary, typedName } from "./token-config.ts";
import { tokenConfigInput } from "./token-config-input.ts";
import { statusGroup } from "./token-status.ts";

export const listTokenConfigsRoute = {
  method: "get",
  path: "/token-configs",
  summary: "Configurations, page by page",
  ...needs("token-configs:read"),
  request: {
    query: z.object({
      q: z.string().max(250).optional().describe("part of the name, account or template"),
      status: statusGroup.optional(),
      sort: z.enum(tokenConfigSorts).default("name"),
      page: z.coerce.number().int().min(1).max(100_000).default(1),
      pageSize: z.coerce.number().int().min(1).max(200).default(50),
    }),
  },
  responses: {
    200: {
      description: "One page, the number of all that match, and how many there are of each group",
      content: jsonContent(
        z.object({
          items: z.array(tokenConfigSummary),
          total: z.int(),
          page: z.int(),
          pageSize: z.int(),
          counts: z.object({
            all: z.int(),
            "needs-you": z.int(),
            failing: z.int(),
            healthy: z.int(),
            "in-use": z.int(),
            "not-in-use": z.int(),
          }),
          nextRefreshAt: instant.nullable(),
        }),
      ),
    },
  },
  refuses: ["invalid-input"],
} as const;

const tokenConfigAnswer = { content: jsonContent(tokenConfig) };

export const createTokenConfigRoute = {
  method: "post",
  path: "/token-configs",
  summary: "Add a configuration",
  ...needs("token-configs:write"),
  request: { body: jsonBody(tokenConfigInput) },
  responses: {
    201: { description: "Saved; ETag is its version", ...tokenConfigAnswer },
  },
  refuses: ["unreadable-request", "invalid-input", "name-taken", "client-secret-needed", "token-config-not-allowed"],
} as const;

export const getTokenConfigRoute = {
  method: "get",
  path: "/token-configs/{id}",
  summary: "One configuration by id or name",
  ...needs("token-configs:read"),
  request: { params: idParam },
  responses: {
    200: {
      description: "The configuration; ETag is its version, which a refresh does not change",
      ...tokenConfigAnswer,
    },
  },
  refuses: ["token-config-not-found"],
} as const;

export const updateTokenConfigRoute = {
  method: "put",
  path: "/token-configs/{id}",
  summary: "Replace a configuration; the client secret stays when left out",
  ...needs("token-configs:write"),
  request: {
    params: idParam,
    headers: z.object({ "if-match": z.string().optional() }),
    body: jsonBody(tokenConfigInput),
  },
  responses: {
    200: { description: "Saved; ETag is the new version", ...tokenConfigAnswer },
  },
  refuses: [
    "unreadable-request",
    "invalid-input",
    "name-taken",
    "client-secret-needed",
    "token-config-not-found",
    "token-config-not-allowed",
    "changed-meanwhile",
    "if-match-needed",
  ],
} as const;

export const deleteTokenConfigRoute = {
  method: "delete",
  path: "/token-configs/{id}",
  summary: "Delete a configuration and its token; refused while something uses it (`usedBy`)",
  ...needs("token-configs:write"),
  request: { params: idParam },
  responses: { 204: { description: "Gone" } },
  refuses: ["token-config-not-found", "token-config-in-use"],
} as const;

export const duplicateTokenConfigRoute = {
  method: "post",
  path: "/token-configs/{id}/duplicates",
  summary: "Add a configuration like this one under a new name: same app registration, no token",
  ...needs("token-configs:write"),
  request: { params: idParam, body: jsonBody(z.strictObject({ name: typedName })) },
  responses: { 201: { description: "Added; ETag is its version", ...tokenConfigAnswer } },
  refuses: ["unreadable-request", "invalid-input", "name-taken", "token-config-not-found"],
} as const;
