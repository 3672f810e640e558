import { acknowledgeMessage, deliverMessage, getMessage, listMessages } from "@grantry/core";
import { acknowledgeMessageRoute, deliverMessageRoute, getMessageRoute, listMessagesRoute } from "@grantry/schema";
import { type ApiApp, guarded } from "../mount.ts";

export function mountMessages(app: ApiApp): void {
  app.openapi(guarded(app, listMessagesRoute), async (c) => {
    const { page, pageSize, mailAccount, state } = c.req.valid("query");
    const listed = await listMessages(c.var.context, { page, pageSize, mailAccount, state });
    return c.json({ ...listed, page, pageSize }, 200);
  });
  app.openapi(guarded(app, getMessageRoute), async (c) =>
    c.json(await getMessage(c.var.context, c.req.valid("param").id), 200),
  );
  app.openapi(guarded(app, acknowledgeMessageRoute), async (c) => {
    await acknowledgeMessage(c.var.context, c.req.valid("param").id);
    return c.body(null, 204);
  });
  app.openapi(guarded(app, deliverMessageRoute), async (c) =>
    c.json(await deliverMessage(c.var.context, c.req.valid("param").id), 200),
  );
}
