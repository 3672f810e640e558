import { accessTokenFor, foreseeAccessToken } from "@grantry/core";
import { getAccessTokenRoute, secret } from "@grantry/schema";
import { bearerKey } from "../actor.ts";
import { type ApiApp, guarded } from "../mount.ts";

export function mountAccessTokens(app: ApiApp): void {
  app.openapi(guarded(app, getAccessTokenRoute), async (c) => {
    const { nameOrId } = c.req.valid("param");
    return c.json(await accessTokenFor(c.var.context, nameOrId, c.req.valid("query").minTtl), 200);
  });
}

/** Comes before whatever else asks the database: see {@link foreseeAccessToken}. */
export function foreseeAccessTokens(app: ApiApp): void {
  app.get("/access-tokens/:nameOrId", async (c, next) => {
    const key = bearerKey(c);
    if (key !== undefined) await foreseeAccessToken(c.get("given"), secret(key), c.req.param("nameOrId"));
    await next();
  });
}
