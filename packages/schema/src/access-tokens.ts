import * as z from "zod";
import { instant, jsonContent, needs } from "./route.ts";

/** Seconds that a token given out still lives at least, when the caller does not say (or half its lifetime). */
export const defaultMinTtlSeconds = 30;

export const accessToken = z
  .object({
    accessToken: z.string(),
    tokenType: z.string(),
    scope: z.string().nullable(),
    expiresAt: instant.nullable(),
  })
  .meta({ id: "AccessToken" });
export type AccessToken = z.infer<typeof accessToken>;

export const getAccessTokenRoute = {
  method: "get",
  path: "/access-tokens/{nameOrId}",
  summary: "A working access token; refreshed first when it is not usable",
  ...needs("tokens:read"),
  request: {
    params: z.object({ nameOrId: z.string().min(1) }),
    query: z.object({
      minTtl: z.coerce.number().int().min(0).max(86_400).optional().describe("seconds it must still live"),
    }),
  },
  responses: {
    200: { description: "The access token", content: jsonContent(accessToken) },
  },
  refuses: [
    "invalid-input",
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
