import { dismissNotification, notificationsFor, notificationsStamp, undoDismissal } from "@grantry/core";
import { dismissNotificationRoute, listNotificationsRoute, undoDismissalRoute } from "@grantry/schema";
import { etagOf, isUnchanged } from "../conditional.ts";
import { type ApiApp, guarded } from "../mount.ts";

export function mountNotifications(app: ApiApp): void {
  app.openapi(guarded(app, listNotificationsRoute), async (c) => {
    const { context } = c.var;
    const { dismissed } = c.req.valid("query");
    const etag = etagOf(`${await notificationsStamp(context)}-${context.actor.id}-${context.language}-${dismissed}`);
    if (isUnchanged(c.req.header("if-none-match"), etag)) return c.body(null, 304, { etag });
    const all = await notificationsFor(context);
    const notifications = dismissed === "true" ? all : all.filter(({ dismissedAt }) => dismissedAt === null);
    return c.json({ notifications }, 200, { etag });
  });
  app.openapi(guarded(app, dismissNotificationRoute), async (c) => {
    await dismissNotification(c.var.context, c.req.valid("param").id);
    return c.body(null, 204);
  });
  app.openapi(guarded(app, undoDismissalRoute), async (c) => {
    await undoDismissal(c.var.context, c.req.valid("param").id);
    return c.body(null, 204);
  });
}
