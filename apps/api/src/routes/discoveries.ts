import { discover } from "@grantry/core";
import { discoverRoute } from "@grantry/schema";
import { type ApiApp, guarded } from "../mount.ts";

export function mountDiscoveries(app: ApiApp): void {
  app.openapi(guarded(app, discoverRoute), async (c) => {
    const { scopesSupported, ...found } = await discover(c.var.context, c.req.valid("json").address);
    return c.json({ ...found, scopesSupported: [...scopesSupported] }, 200);
  });
}
