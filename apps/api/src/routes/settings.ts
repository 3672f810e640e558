import { listSettings, redirectUriOf, resetSetting, setSetting } from "@grantry/core";
import { listSettingsRoute, putSettingRoute, resetSettingRoute } from "@grantry/schema";
import { type ApiApp, guarded } from "../mount.ts";

export function mountSettings(app: ApiApp): void {
  app.openapi(guarded(app, listSettingsRoute), async (c) => {
    const { context } = c.var;
    return c.json({ settings: await listSettings(context), redirectUri: await redirectUriOf(context) }, 200);
  });
  app.openapi(guarded(app, putSettingRoute), async (c) =>
    c.json(await setSetting(c.var.context, c.req.valid("param").name, c.req.valid("json").value), 200),
  );
  app.openapi(guarded(app, resetSettingRoute), async (c) =>
    c.json(await resetSetting(c.var.context, c.req.valid("param").name), 200),
  );
}
