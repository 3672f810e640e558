import { auditCsv, exportAuditEvents, listAuditEvents } from "@grantry/core";
import { exportAuditEventsRoute, listAuditEventsRoute } from "@grantry/schema";
import { type ApiApp, guarded } from "../mount.ts";

export function mountAuditEvents(app: ApiApp): void {
  app.openapi(guarded(app, listAuditEventsRoute), async (c) => {
    const { limit, before, ...filter } = c.req.valid("query");
    return c.json(await listAuditEvents(c.var.context, filter, { limit, before }), 200);
  });
  app.openapi(guarded(app, exportAuditEventsRoute), async (c) => {
    const { format, ...filter } = c.req.valid("query");
    const events = await exportAuditEvents(c.var.context, filter);
    const disposition = { "content-disposition": `attachment; filename="grantry-audit-log.${format}"` };
    if (format === "json") return c.json(events, 200, disposition);
    return c.body(auditCsv(events), 200, { ...disposition, "content-type": "text/csv; charset=utf-8" });
  });
}
