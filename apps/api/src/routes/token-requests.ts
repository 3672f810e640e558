import { requestToken } from "@grantry/core";
import { requestTokenRoute } from "@grantry/schema";
import { type ApiApp, guarded } from "../mount.ts";

export function mountTokenRequests(app: ApiApp): void {
  app.openapi(guarded(app, requestTokenRoute), async (c) => {
    const view = await requestToken(c.var.context, c.req.valid("param").id, c.req.valid("json").grant);
    return c.json(view, 200);
  });
}
