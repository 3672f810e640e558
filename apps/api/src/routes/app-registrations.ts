import {
  addClientKey,
  addClientSecret,
  listAppRegistrations,
  removeClientKey,
  removeClientSecret,
} from "@grantry/core";
import {
  addClientKeyRoute,
  addClientSecretRoute,
  listAppRegistrationsRoute,
  removeClientKeyRoute,
  removeClientSecretRoute,
} from "@grantry/schema";
import { type ApiApp, guarded } from "../mount.ts";

export function mountAppRegistrations(app: ApiApp): void {
  app.openapi(guarded(app, listAppRegistrationsRoute), async (c) =>
    c.json({ items: await listAppRegistrations(c.var.context) }, 200),
  );
  app.openapi(guarded(app, addClientSecretRoute), async (c) =>
    c.json(await addClientSecret(c.var.context, c.req.valid("param").id, c.req.valid("json")), 201),
  );
  app.openapi(guarded(app, removeClientSecretRoute), async (c) => {
    const { id, secretId } = c.req.valid("param");
    await removeClientSecret(c.var.context, id, secretId);
    return c.body(null, 204);
  });
  app.openapi(guarded(app, addClientKeyRoute), async (c) =>
    c.json(await addClientKey(c.var.context, c.req.valid("param").id, c.req.valid("json")), 201),
  );
  app.openapi(guarded(app, removeClientKeyRoute), async (c) => {
    const { id, keyId } = c.req.valid("param");
    await removeClientKey(c.var.context, id, keyId);
    return c.body(null, 204);
  });
}
