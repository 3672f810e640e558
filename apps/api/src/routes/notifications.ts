import { notificationsFor, notificationsStamp } from "@grantry/core";
import { listNotificationsRoute } from "@grantry/schema";
import { etagOf, isUnchanged } from "../conditional.ts";
import { type ApiApp, guarded } from "../mount.ts";

export function mountNotifications(app: ApiApp): void {
  app.openapi(guarded(app, listNotificationsRoute), async (c) => {
    const { context } = c.var;
    const etag = etagOf(`${await notificationsStamp(context)}-${context.actor.id}-${context.language}`);
    if (isUnchanged(c.req.header("if-none-match"), etag)) return c.body(null, 304, { etag });
    return c.json({ notifications: await notificationsFor(context) }, 200, { etag });
  });
}
