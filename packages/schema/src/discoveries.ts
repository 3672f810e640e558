import * as z from "zod";
import { httpUrl } from "./http-url.ts";
import { jsonBody, jsonContent, needs } from "./route.ts";

export const discoverRoute = {
  method: "post",
  path: "/discoveries",
  summary: "Read a provider's endpoints from its issuer or discovery document",
  ...needs("token-configs:write"),
  request: { body: jsonBody(z.strictObject({ address: httpUrl.min(1, "required") })) },
  responses: {
    200: {
      description: "What the provider says of itself",
      content: jsonContent(
        z
          .object({
            issuer: z.string(),
            authorizationUrl: z.string(),
            tokenUrl: z.string(),
            deviceUrl: z.string().describe("empty: the provider offers none"),
            revocationUrl: z.string().describe("empty: the provider offers none"),
            issuerRequired: z.boolean().describe("it promises to name itself in redirects (RFC 9207 §3)"),
            scopesSupported: z.array(z.string()),
          })
          .meta({ id: "Discovery" }),
      ),
    },
  },
  refuses: ["unreadable-request", "invalid-input", "discovery-failed"],
} as const;
