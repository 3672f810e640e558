import {
  createChannel,
  getChannel,
  listChannels,
  removeChannel,
  testChannel,
  updateChannel,
  type VersionedChannel,
} from "@grantry/core";
import {
  createChannelRoute,
  deleteChannelRoute,
  getChannelRoute,
  listChannelsRoute,
  testChannelRoute,
  updateChannelRoute,
} from "@grantry/schema";
import { etagOf, versionToChange } from "../conditional.ts";
import { type ApiApp, guarded } from "../mount.ts";

export function mountChannels(app: ApiApp): void {
  app.openapi(guarded(app, listChannelsRoute), async (c) => c.json({ items: await listChannels(c.var.context) }, 200));
  app.openapi(guarded(app, createChannelRoute), async (c) => {
    const created = await createChannel(c.var.context, c.req.valid("json"));
    return c.json(created.channel, 201, etagHeader(created));
  });
  app.openapi(guarded(app, getChannelRoute), async (c) => {
    const found = await getChannel(c.var.context, c.req.valid("param").id);
    return c.json(found.channel, 200, etagHeader(found));
  });
  app.openapi(guarded(app, updateChannelRoute), async (c) => {
    const readVersion = versionToChange(c.req.valid("header")["if-match"]);
    const change = { input: c.req.valid("json"), readVersion };
    const updated = await updateChannel(c.var.context, c.req.valid("param").id, change);
    return c.json(updated.channel, 200, etagHeader(updated));
  });
  app.openapi(guarded(app, deleteChannelRoute), async (c) => {
    await removeChannel(c.var.context, c.req.valid("param").id);
    return c.body(null, 204);
  });
  app.openapi(guarded(app, testChannelRoute), async (c) =>
    c.json(await testChannel(c.var.context, c.req.valid("param").id), 200),
  );
}

function etagHeader({ version }: VersionedChannel): { etag: string } {
  return { etag: etagOf(version) };
}
