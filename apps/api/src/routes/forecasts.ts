import { createCalendarFeed, listCalendarFeeds, listForecasts, readCalendar, revokeCalendarFeed } from "@grantry/core";
import {
  createCalendarFeedRoute,
  listCalendarFeedsRoute,
  listForecastsRoute,
  readCalendarRoute,
  revokeCalendarFeedRoute,
} from "@grantry/schema";
import { type ApiApp, guarded } from "../mount.ts";

export function mountForecasts(app: ApiApp): void {
  app.openapi(guarded(app, listForecastsRoute), async (c) => c.json(await listForecasts(c.var.context), 200));
  app.openapi(guarded(app, listCalendarFeedsRoute), async (c) =>
    c.json({ items: await listCalendarFeeds(c.var.context) }, 200),
  );
  app.openapi(guarded(app, createCalendarFeedRoute), async (c) => {
    const { feed, path } = await createCalendarFeed(c.var.context, c.req.valid("json"));
    return c.json({ ...feed, path: path.reveal() }, 201);
  });
  app.openapi(guarded(app, revokeCalendarFeedRoute), async (c) => {
    await revokeCalendarFeed(c.var.context, c.req.valid("param").id);
    return c.body(null, 204);
  });
  app.openapi(guarded(app, readCalendarRoute), async (c) =>
    c.body(await readCalendar(c.var.context, c.req.valid("param").file), 200, {
      "content-type": "text/calendar; charset=utf-8",
      "referrer-policy": "no-referrer",
    }),
  );
}
