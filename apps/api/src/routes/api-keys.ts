import { createApiKey, listApiKeys, revokeApiKey } from "@grantry/core";
import { createApiKeyRoute, listApiKeysRoute, revokeApiKeyRoute } from "@grantry/schema";
import { type ApiApp, guarded } from "../mount.ts";

export function mountApiKeys(app: ApiApp): void {
  app.openapi(guarded(app, listApiKeysRoute), async (c) => c.json({ items: await listApiKeys(c.var.context) }, 200));
  app.openapi(guarded(app, createApiKeyRoute), async (c) => {
    const { apiKey, key } = await createApiKey(c.var.context, c.req.valid("json"));
    return c.json({ ...apiKey, key: key.reveal() }, 201);
  });
  app.openapi(guarded(app, revokeApiKeyRoute), async (c) => {
    await revokeApiKey(c.var.context, c.req.valid("param").id);
    return c.body(null, 204);
  });
}
