import { getKeyRing, startKeyRotation } from "@grantry/core";
import { getKeyRingRoute, startKeyRotationRoute } from "@grantry/schema";
import { type ApiApp, guarded } from "../mount.ts";

export function mountKeyRing(app: ApiApp): void {
  app.openapi(guarded(app, getKeyRingRoute), async (c) => c.json(await getKeyRing(c.var.context), 200));
  app.openapi(guarded(app, startKeyRotationRoute), async (c) => {
    await startKeyRotation(c.var.context);
    return c.json(await getKeyRing(c.var.context), 202);
  });
}
