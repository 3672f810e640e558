import {
  createWebService,
  getWebService,
  listWebServices,
  removeWebService,
  updateWebService,
  type VersionedWebService,
} from "@grantry/core";
import {
  createWebServiceRoute,
  deleteWebServiceRoute,
  getWebServiceRoute,
  listWebServicesRoute,
  updateWebServiceRoute,
} from "@grantry/schema";
import { etagOf, versionToChange } from "../conditional.ts";
import { type ApiApp, guarded } from "../mount.ts";

export function mountWebServices(app: ApiApp): void {
  app.openapi(guarded(app, listWebServicesRoute), async (c) => {
    const { page, pageSize, q, sort } = c.req.valid("query");
    return c.json({ ...(await listWebServices(c.var.context, { page, pageSize, q, sort })), page, pageSize }, 200);
  });
  app.openapi(guarded(app, createWebServiceRoute), async (c) => {
    const created = await createWebService(c.var.context, c.req.valid("json"));
    return c.json(created.webService, 201, etagHeader(created));
  });
  app.openapi(guarded(app, getWebServiceRoute), async (c) => {
    const found = await getWebService(c.var.context, c.req.valid("param").id);
    return c.json(found.webService, 200, etagHeader(found));
  });
  app.openapi(guarded(app, updateWebServiceRoute), async (c) => {
    const readVersion = versionToChange(c.req.valid("header")["if-match"]);
    const edit = { input: c.req.valid("json"), readVersion };
    const updated = await updateWebService(c.var.context, c.req.valid("param").id, edit);
    return c.json(updated.webService, 200, etagHeader(updated));
  });
  app.openapi(guarded(app, deleteWebServiceRoute), async (c) => {
    await removeWebService(c.var.context, c.req.valid("param").id);
    return c.body(null, 204);
  });
}

function etagHeader({ version }: VersionedWebService): { etag: string } {
  return { etag: etagOf(version) };
}
