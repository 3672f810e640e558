import { documentAsYaml, documentFromYaml, getDocument, replaceDocument } from "@grantry/core";
import { getDocumentRoute, putDocumentRoute } from "@grantry/schema";
import { accepts } from "hono/accepts";
import { etagOf, versionToChange } from "../conditional.ts";
import { type ApiApp, guarded } from "../mount.ts";

export function mountDocuments(app: ApiApp): void {
  app.openapi(guarded(app, getDocumentRoute), async (c) => {
    const { document, version } = await getDocument(c.var.context, c.req.valid("param").id);
    const etag = { etag: etagOf(version), vary: "Accept" };
    const supports = ["application/json", "application/yaml"];
    if (accepts(c, { header: "Accept", supports, default: "application/json" }) === "application/json") {
      return c.json(document, 200, etag);
    }
    return c.body(documentAsYaml(document), 200, { ...etag, "content-type": "application/yaml; charset=utf-8" });
  });
  app.openapi(guarded(app, putDocumentRoute), async (c) => {
    const readVersion = versionToChange(c.req.valid("header")["if-match"]);
    const document = documentFromYaml(c.var.context, await c.req.text()); // JSON is YAML
    const { version } = await replaceDocument(c.var.context, c.req.valid("param").id, { document, readVersion });
    c.header("etag", etagOf(version));
    return c.body(null, 204);
  });
}
