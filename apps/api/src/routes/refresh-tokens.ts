import { bringRefreshToken } from "@grantry/core";
import { bringRefreshTokenRoute, secret } from "@grantry/schema";
import { type ApiApp, guarded } from "../mount.ts";

export function mountRefreshTokens(app: ApiApp): void {
  app.openapi(guarded(app, bringRefreshTokenRoute), async (c) => {
    const refreshToken = secret(c.req.valid("json").refreshToken);
    return c.json(await bringRefreshToken(c.var.context, c.req.valid("param").id, refreshToken), 200);
  });
}
