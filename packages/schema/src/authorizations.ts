import * as z from "zod";
import { idParam, instant, jsonContent, needs } from "./route.ts";

/** How long a started authorization may take. */
export const authorizationMayTakeMs = 10 * 60 * 1000;

/** Name of the BroadcastChannel on which the outcome page tells the window that started the authorization. */
export const authorizationChannel = "grantry-authorization";

/** What the outcome page says on {@link authorizationChannel}. */
export const authorizationMessage = z.object({ tokenConfigId: z.string(), succeeded: z.boolean() });
export type AuthorizationMessage = z.infer<typeof authorizationMessage>;

export const startAuthorizationRoute = {
  method: "post",
  path: "/token-configs/{id}/authorizations",
  summary: "Start an authorization",
  ...needs("token-configs:write"),
  request: { params: idParam },
  responses: {
    201: {
      description: "Where to send the browser, and until when it may come back; the answer sets the binding cookie",
      content: jsonContent(z.object({ authorizationUrl: z.url(), expiresAt: instant })),
    },
  },
  refuses: ["token-config-not-found", "grant-has-no-authorization", "fqdn-needed", "https-needed", "not-in-use"],
} as const;
