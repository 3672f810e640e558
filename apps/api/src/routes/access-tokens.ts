import { accessTokenFor } from "@grantry/core";
import { getAccessTokenRoute } from "@grantry/schema";
import { type ApiApp, guarded } from "../mount.ts";

export function mountAccessTokens(app: ApiApp): void {
  app.openapi(guarded(app, getAccessTokenRoute), async (c) => {
    const { nameOrId } = c.req.valid("param");
    return c.json(await accessTokenFor(c.var.context, nameOrId, c.req.valid("query").minTtl), 200);
  });
}
