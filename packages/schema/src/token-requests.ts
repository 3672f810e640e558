import * as z from "zod";
import { idParam, jsonBody, jsonContent, needs } from "./route.ts";
import { tokenView } from "./token-view.ts";

/** Grants by which a token can be requested with nobody at a browser. */
export const tokenRequestGrant = z
  .enum(["refresh_token", "client_credentials", "jwt_bearer", "token_exchange"])
  .meta({ id: "TokenRequestGrant" });
export type TokenRequestGrant = z.infer<typeof tokenRequestGrant>;

export const requestTokenRoute = {
  method: "post",
  path: "/token-configs/{id}/token-requests",
  summary: "Request a new token now",
  ...needs("token-configs:write"),
  request: { params: idParam, body: jsonBody(z.strictObject({ grant: tokenRequestGrant })) },
  responses: {
    200: { description: "The provider gave one; its status, never the token", content: jsonContent(tokenView) },
  },
  refuses: [
    "unreadable-request",
    "invalid-input",
    "token-config-not-found",
    "grant-not-possible",
    "not-in-use",
    "needs-authorization",
    "needs-settings",
    "needs-provider-admin",
    "provider-refused",
    "token-refresh-in-progress",
  ],
} as const;
