import { revokeToken } from "@grantry/core";
import { revokeTokenRoute } from "@grantry/schema";
import { type ApiApp, guarded } from "../mount.ts";

export function mountRevocations(app: ApiApp): void {
  app.openapi(guarded(app, revokeTokenRoute), async (c) => {
    const forgetAnyway = c.req.valid("query").forgetAnyway === "true";
    return c.json(await revokeToken(c.var.context, c.req.valid("param").id, { forgetAnyway }), 200);
  });
}
