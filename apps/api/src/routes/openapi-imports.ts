import { importNewWebService, importOpenApi } from "@grantry/core";
import { importNewWebServiceRoute, importOpenApiRoute } from "@grantry/schema";
import { type ApiApp, guarded } from "../mount.ts";

export function mountOpenApiImports(app: ApiApp): void {
  app.openapi(guarded(app, importOpenApiRoute), async (c) => {
    const file = new Uint8Array(await c.req.arrayBuffer());
    const choice = choiceOf(c.req.valid("query"));
    return c.json(await importOpenApi(c.var.context, c.req.valid("param").id, file, choice), 200);
  });
  app.openapi(guarded(app, importNewWebServiceRoute), async (c) => {
    const file = new Uint8Array(await c.req.arrayBuffer());
    const { dryRun, leaveOutRefused, ...given } = c.req.valid("query");
    const choice = choiceOf({ dryRun, leaveOutRefused });
    return c.json(await importNewWebService(c.var.context, given, file, choice), 200);
  });
}

function choiceOf({ dryRun, leaveOutRefused }: { dryRun: string; leaveOutRefused: string }) {
  return { dryRun: dryRun === "true", leaveOutRefused: leaveOutRefused === "true" };
}
