import { getDeviceAuthorization, startDeviceAuthorization } from "@grantry/core";
import { getDeviceAuthorizationRoute, startDeviceAuthorizationRoute } from "@grantry/schema";
import { type ApiApp, guarded } from "../mount.ts";

export function mountDeviceAuthorizations(app: ApiApp): void {
  app.openapi(guarded(app, startDeviceAuthorizationRoute), async (c) =>
    c.json(await startDeviceAuthorization(c.var.context, c.req.valid("param").id), 201),
  );
  app.openapi(guarded(app, getDeviceAuthorizationRoute), async (c) => {
    const { deviceId, id } = c.req.valid("param");
    return c.json(await getDeviceAuthorization(c.var.context, id, deviceId), 200);
  });
}
