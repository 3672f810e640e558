import { addTemplate, listTemplates, redirectUriOf, removeTemplate } from "@grantry/core";
import { addTemplateRoute, listTemplatesRoute, removeTemplateRoute } from "@grantry/schema";
import { type ApiApp, guarded } from "../mount.ts";

export function mountTemplates(app: ApiApp): void {
  app.openapi(guarded(app, listTemplatesRoute), async (c) => {
    const { context } = c.var;
    return c.json({ templates: await listTemplates(context), redirectUri: await redirectUriOf(context) }, 200);
  });
  app.openapi(guarded(app, addTemplateRoute), async (c) =>
    c.json(await addTemplate(c.var.context, await c.req.text()), 201),
  );
  app.openapi(guarded(app, removeTemplateRoute), async (c) => {
    await removeTemplate(c.var.context, c.req.valid("param").id);
    return c.body(null, 204);
  });
}
