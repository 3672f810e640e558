import { clearDebugLog, getInvocation, listInvocations } from "@grantry/core";
import { clearDebugLogRoute, getInvocationRoute, listInvocationsRoute } from "@grantry/schema";
import { type ApiApp, guarded } from "../mount.ts";

export function mountDebugLog(app: ApiApp): void {
  app.openapi(guarded(app, listInvocationsRoute), async (c) => {
    const { page, pageSize, failures } = c.req.valid("query");
    const wanted = { failuresOnly: failures === "true", page, pageSize };
    return c.json({ ...(await listInvocations(c.var.context, c.req.valid("param").id, wanted)), page, pageSize }, 200);
  });
  app.openapi(guarded(app, getInvocationRoute), async (c) => {
    const { id, invocationId } = c.req.valid("param");
    return c.json(await getInvocation(c.var.context, id, invocationId), 200);
  });
  app.openapi(guarded(app, clearDebugLogRoute), async (c) => {
    await clearDebugLog(c.var.context, c.req.valid("param").id);
    return c.body(null, 204);
  });
}
