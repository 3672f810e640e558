import * as z from "zod";
import { idParam, instant, jsonBody, jsonContent, needs } from "./route.ts";
import { scope } from "./scopes.ts";
import { shownName } from "./shown-name.ts";

export const apiKeyPrefix = "grt_";

export const apiKey = z
  .object({
    id: z.string(),
    name: z.string(),
    hint: z.string().describe("the first characters, to recognize it"),
    scopes: z.array(scope),
    tokenConfigs: z.array(z.string()).nullable().describe("names or ids it may read tokens of; null: all"),
    createdAt: instant,
    createdBy: z.string(),
    lastUsedAt: instant.nullable(),
    revokedAt: instant.nullable(),
  })
  .meta({ id: "ApiKey" });
export type ApiKey = z.infer<typeof apiKey>;

export const apiKeyInput = z
  .strictObject({
    name: z.string().trim().pipe(shownName),
    scopes: z.array(scope).min(1, "required").max(scope.options.length),
    tokenConfigs: z.array(z.string().min(1).max(250)).min(1, "required").max(1000).nullable().default(null),
  })
  .meta({ id: "ApiKeyInput" });
export type ApiKeyInput = z.infer<typeof apiKeyInput>;

export const listApiKeysRoute = {
  method: "get",
  path: "/api-keys",
  summary: "API keys, newest first; never the keys themselves",
  ...needs("admin"),
  responses: {
    200: { description: "All keys, revoked ones too", content: jsonContent(z.object({ items: z.array(apiKey) })) },
  },
} as const;

export const createApiKeyRoute = {
  method: "post",
  path: "/api-keys",
  summary: "Make an API key",
  ...needs("admin"),
  request: { body: jsonBody(apiKeyInput) },
  responses: {
    201: {
      description: "The key; shown this once",
      content: jsonContent(
        apiKey.extend({ key: z.string().describe("the key itself, shown this once") }).meta({ id: "CreatedApiKey" }),
      ),
    },
  },
  refuses: ["unreadable-request", "invalid-input"],
} as const;

export const revokeApiKeyRoute = {
  method: "delete",
  path: "/api-keys/{id}",
  summary: "Revoke an API key",
  ...needs("admin"),
  request: { params: idParam },
  responses: { 204: { description: "Revoked" } },
  refuses: ["api-key-not-found"],
} as const;
