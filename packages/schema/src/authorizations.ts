import * as z from "zod";
import { idParam, instant, jsonContent, needs } from "./route.ts";

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
