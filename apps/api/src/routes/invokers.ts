import {
  createInvoker,
  getInvoker,
  listInvokers,
  removeInvoker,
  runInvoker,
  updateInvoker,
  type VersionedInvoker,
} from "@grantry/core";
import {
  createInvokerRoute,
  deleteInvokerRoute,
  getInvokerRoute,
  listInvokersRoute,
  runInvokerRoute,
  updateInvokerRoute,
} from "@grantry/schema";
import { etagOf, versionToChange } from "../conditional.ts";
import { type ApiApp, guarded } from "../mount.ts";

export function mountInvokers(app: ApiApp): void {
  app.openapi(guarded(app, listInvokersRoute), async (c) =>
    c.json({ items: await listInvokers(c.var.context, c.req.valid("param").id) }, 200),
  );
  app.openapi(guarded(app, createInvokerRoute), async (c) => {
    const created = await createInvoker(c.var.context, c.req.valid("param").id, c.req.valid("json"));
    return c.json(created.invoker, 201, etagHeader(created));
  });
  app.openapi(guarded(app, getInvokerRoute), async (c) => {
    const { id, name } = c.req.valid("param");
    const found = await getInvoker(c.var.context, id, name);
    return c.json(found.invoker, 200, etagHeader(found));
  });
  app.openapi(guarded(app, updateInvokerRoute), async (c) => {
    const { id, name } = c.req.valid("param");
    const readVersion = versionToChange(c.req.valid("header")["if-match"]);
    const edit = { input: c.req.valid("json"), readVersion };
    const updated = await updateInvoker(c.var.context, { service: id, name }, edit);
    return c.json(updated.invoker, 200, etagHeader(updated));
  });
  app.openapi(guarded(app, deleteInvokerRoute), async (c) => {
    const { id, name } = c.req.valid("param");
    await removeInvoker(c.var.context, id, name);
    return c.body(null, 204);
  });
  app.openapi(guarded(app, runInvokerRoute), async (c) => {
    const { id, name } = c.req.valid("param");
    return c.json(await runInvoker(c.var.context, { service: id, name }, c.req.valid("json").data), 200);
  });
}

function etagHeader({ version }: VersionedInvoker): { etag: string } {
  return { etag: etagOf(version) };
}
