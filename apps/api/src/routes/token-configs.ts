import {
  createTokenConfig,
  duplicateTokenConfig,
  getTokenConfig,
  listTokenConfigs,
  removeTokenConfig,
  tokenHistory,
  updateTokenConfig,
  type VersionedTokenConfig,
} from "@grantry/core";
import {
  createTokenConfigRoute,
  deleteTokenConfigRoute,
  duplicateTokenConfigRoute,
  getTokenConfigRoute,
  listTokenConfigsRoute,
  tokenHistoryRoute,
  updateTokenConfigRoute,
} from "@grantry/schema";
import { etagOf, versionToChange } from "../conditional.ts";
import { type ApiApp, guarded } from "../mount.ts";

export function mountTokenConfigs(app: ApiApp): void {
  app.openapi(guarded(app, listTokenConfigsRoute), async (c) => {
    const { page, pageSize, q, sort, status } = c.req.valid("query");
    return c.json(
      { ...(await listTokenConfigs(c.var.context, { page, pageSize, q, sort, status })), page, pageSize },
      200,
    );
  });
  app.openapi(guarded(app, createTokenConfigRoute), async (c) => {
    const created = await createTokenConfig(c.var.context, c.req.valid("json"));
    return c.json(created.tokenConfig, 201, etagHeader(created));
  });
  app.openapi(guarded(app, getTokenConfigRoute), async (c) => {
    const found = await getTokenConfig(c.var.context, c.req.valid("param").id);
    return c.json(found.tokenConfig, 200, etagHeader(found));
  });
  app.openapi(guarded(app, updateTokenConfigRoute), async (c) => {
    const readVersion = versionToChange(c.req.valid("header")["if-match"]);
    const updated = await updateTokenConfig(c.var.context, c.req.valid("param").id, {
      input: c.req.valid("json"),
      readVersion,
    });
    return c.json(updated.tokenConfig, 200, etagHeader(updated));
  });
  app.openapi(guarded(app, tokenHistoryRoute), async (c) =>
    c.json(await tokenHistory(c.var.context, c.req.valid("param").id, c.req.valid("query")), 200),
  );
  app.openapi(guarded(app, deleteTokenConfigRoute), async (c) => {
    await removeTokenConfig(c.var.context, c.req.valid("param").id);
    return c.body(null, 204);
  });
  app.openapi(guarded(app, duplicateTokenConfigRoute), async (c) => {
    const added = await duplicateTokenConfig(c.var.context, c.req.valid("param").id, c.req.valid("json").name);
    return c.json(added.tokenConfig, 201, etagHeader(added));
  });
}

function etagHeader({ version }: VersionedTokenConfig): { etag: string } {
  return { etag: etagOf(version) };
}
