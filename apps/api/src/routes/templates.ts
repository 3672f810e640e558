import { listTemplates, redirectUriOf } from "@grantry/core";
import { listTemplatesRoute } from "@grantry/schema";
import { type ApiApp, guarded } from "../mount.ts";

export function mountTemplates(app: ApiApp): void {
  app.openapi(guarded(app, listTemplatesRoute), async (c) => {
    const { context } = c.var;
    return c.json({ templates: listTemplates(context), redirectUri: await redirectUriOf(context) }, 200);
  });
}
