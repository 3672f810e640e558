import * as z from "zod";
import { idParam, jsonContent, needs } from "./route.ts";

/** What became of a grant at its provider, when it was forgotten here. */
export const revocation = z
  .object({
    atProvider: z
      .enum(["revoked", "not-offered", "nothing-held", "failed"])
      .describe(
        "not-offered: no revocation endpoint is known; nothing-held: there was no token; failed: forgotten all the same, as wanted",
      ),
  })
  .meta({ id: "Revocation" });
export type Revocation = z.infer<typeof revocation>;

export const revokeTokenRoute = {
  method: "post",
  path: "/token-configs/{id}/revocations",
  summary: "Revoke a grant at the provider, then forget it",
  ...needs("token-configs:write"),
  request: {
    params: idParam,
    query: z.object({
      forgetAnyway: z
        .enum(["true", "false"])
        .default("false")
        .describe("true: forget the grant here even where the provider does not take it back"),
    }),
  },
  responses: { 200: { description: "The grant is forgotten here", content: jsonContent(revocation) } },
  refuses: ["invalid-input", "token-config-not-found", "token-refresh-in-progress", "revocation-failed"],
} as const;
