import { testToken } from "@grantry/core";
import { testTokenRoute } from "@grantry/schema";
import { type ApiApp, guarded } from "../mount.ts";

export function mountTokenTests(app: ApiApp): void {
  app.openapi(guarded(app, testTokenRoute), async (c) =>
    c.json(await testToken(c.var.context, c.req.valid("param").id), 200),
  );
}
