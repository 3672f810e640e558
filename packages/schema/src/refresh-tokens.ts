import * as z from "zod";
import { idParam, jsonBody, jsonContent, needs } from "./route.ts";
import { tokenView } from "./token-view.ts";

export const bringRefreshTokenRoute = {
  method: "post",
  path: "/token-configs/{id}/refresh-tokens",
  summary: "Bring in a refresh token that was got elsewhere with the same client",
  ...needs("token-configs:write"),
  request: {
    params: idParam,
    body: jsonBody(
      z.strictObject({
        refreshToken: z
          .string()
          .trim()
          .min(1, "required")
          .max(100_000)
          .regex(/^[\x21-\x7e]+$/, "not-a-token")
          .describe("tried at the provider at once; what is stored stays until a token came for it"),
      }),
    ),
  },
  responses: {
    200: { description: "A token came for it; its status, never the token", content: jsonContent(tokenView) },
  },
  refuses: [
    "unreadable-request",
    "invalid-input",
    "token-config-not-found",
    "grant-takes-no-refresh-token",
    "not-in-use",
    "needs-authorization",
    "needs-settings",
    "needs-provider-admin",
    "provider-refused",
    "wrong-account",
    "settings-changed-meanwhile",
    "token-refresh-in-progress",
  ],
} as const;
