import {
  exportTokenConfigs,
  getImport,
  importTokenConfigs,
  importTokens,
  listImports,
  warningsHeader,
} from "@grantry/core";
import {
  exportTokenConfigsRoute,
  getImportRoute,
  importTokenConfigsRoute,
  importTokensRoute,
  listImportsRoute,
  mayDo,
  ProblemError,
} from "@grantry/schema";
import { confirmPassword } from "@grantry/sign-in";
import type { Context as HonoContext } from "hono";
import type { ApiEnvironment, ApiHost } from "../host.ts";
import { type ApiApp, guarded } from "../mount.ts";

export function mountTokenConfigFiles(app: ApiApp, host: ApiHost): void {
  app.openapi(guarded(app, importTokenConfigsRoute), async (c) => {
    const { dryRun, id, leaveOutRefused, overwrite } = c.req.valid("query");
    const report = await importTokenConfigs(c.var.context, new Uint8Array(await c.req.arrayBuffer()), {
      overwrite: overwrite === "true",
      dryRun: dryRun === "true",
      leaveOutRefused: leaveOutRefused === "true",
      id,
    });
    return c.json(report, 200);
  });
  app.openapi(guarded(app, listImportsRoute), async (c) => c.json({ items: await listImports(c.var.context) }, 200));
  app.openapi(guarded(app, getImportRoute), async (c) =>
    c.json(await getImport(c.var.context, c.req.valid("param").id), 200),
  );
  app.openapi(guarded(app, exportTokenConfigsRoute), async (c) => {
    const { password, secrets, tokenConfigs } = c.req.valid("json");
    if (secrets === "include") await allowSecrets(c, host, password);
    const { fileName, text, warnings } = await exportTokenConfigs(c.var.context, { tokenConfigs, secrets });
    return c.body(text, 200, {
      "content-type": "application/yaml; charset=utf-8",
      "content-disposition": `attachment; filename="${fileName}"`,
      "grantry-warnings": warningsHeader(warnings, { language: c.var.context.language, most: 4_000 }),
    });
  });
}

/** Running grants from the seed system. */
export function mountTokenImports(app: ApiApp): void {
  app.openapi(guarded(app, importTokensRoute), async (c) => {
    const { dryRun, timeZone } = c.req.valid("query");
    const report = await importTokens(c.var.context, await c.req.text(), { dryRun: dryRun === "true", timeZone });
    return c.json(report, 200);
  });
}

/** Whether a request brings a file, which may be larger than other bodies. */
export function takesFile(path: string): boolean {
  const isImport = [importTokenConfigsRoute, importTokensRoute].some((route) => path.endsWith(route.path));
  return isImport || /\/web-services\/(?:[^/]+\/)?openapi-imports$/.test(path);
}

async function allowSecrets(
  c: HonoContext<ApiEnvironment>,
  host: ApiHost,
  password: string | undefined,
): Promise<void> {
  const { context } = c.var;
  const { actor } = context;
  if (!mayDo(actor, "admin")) throw new ProblemError("not-allowed", { parameters: { scope: "admin" } });
  if (actor.kind !== "user") return;
  await confirmPassword(context, { id: actor.id, email: actor.label, address: host.addressOf(c) }, password);
}
