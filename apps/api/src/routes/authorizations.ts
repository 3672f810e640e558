import { startAuthorization } from "@grantry/core";
import { authorizationMayTakeMs, startAuthorizationRoute } from "@grantry/schema";
import { setCookie } from "hono/cookie";
import { type ApiApp, guarded } from "../mount.ts";

export function mountAuthorizations(app: ApiApp): void {
  app.openapi(guarded(app, startAuthorizationRoute), async (c) => {
    const { authorizationUrl, binding, expiresAt } = await startAuthorization(c.var.context, c.req.valid("param").id);
    if (binding) {
      setCookie(c, binding.cookieName, binding.value, {
        httpOnly: true,
        sameSite: "Lax", // the provider's redirect comes from another site
        path: "/",
        secure: binding.secure,
        maxAge: authorizationMayTakeMs / 1000,
      });
    }
    return c.json({ authorizationUrl: authorizationUrl.href, expiresAt: new Date(expiresAt).toISOString() }, 201);
  });
}
