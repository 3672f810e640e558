import * as z from "zod";
import { languages } from "./language.ts";
import { idParam, instant, jsonBody, jsonContent, needs } from "./route.ts";
import { shownName } from "./shown-name.ts";

export const calendarFeed = z
  .object({
    id: z.string(),
    name: z.string(),
    language: z.enum(languages).describe("that the feed is written in"),
    createdAt: instant,
    createdBy: z.string(),
  })
  .meta({ id: "CalendarFeed" });
export type CalendarFeed = z.infer<typeof calendarFeed>;

export const calendarFeedInput = z.strictObject({ name: z.string().trim().max(100).pipe(shownName) });
export type CalendarFeedInput = z.infer<typeof calendarFeedInput>;

/** Every address of a feed begins so, so that scanners for leaked secrets can be taught it. */
export const calendarSecretPrefix = "grc_";

export const listCalendarFeedsRoute = {
  method: "get",
  path: "/calendar-feeds",
  summary: "Calendar feeds; never their addresses",
  ...needs("settings:read"),
  responses: {
    200: { description: "All of them", content: jsonContent(z.object({ items: z.array(calendarFeed) })) },
  },
} as const;

export const createCalendarFeedRoute = {
  method: "post",
  path: "/calendar-feeds",
  summary: "Make a calendar feed; its address is given out this once",
  ...needs("settings:write"),
  request: { body: jsonBody(calendarFeedInput) },
  responses: {
    201: {
      description: "Made; whoever knows the path can read the feed",
      content: jsonContent(calendarFeed.extend({ path: z.string() }).meta({ id: "NewCalendarFeed" })),
    },
  },
  refuses: ["unreadable-request", "invalid-input"],
} as const;

export const revokeCalendarFeedRoute = {
  method: "delete",
  path: "/calendar-feeds/{id}",
  summary: "Revoke a calendar feed: its address is worth nothing from then on",
  ...needs("settings:write"),
  request: { params: idParam },
  responses: { 204: { description: "Revoked" } },
  refuses: ["calendar-feed-not-found"],
} as const;

/** Public: calendars cannot sign in. The address is the secret. */
export const readCalendarRoute = {
  method: "get",
  path: "/calendar/{file}",
  summary: "The forecasts as a calendar (RFC 5545)",
  request: { params: z.object({ file: z.string().max(100) }) },
  responses: { 200: { description: "The calendar", content: { "text/calendar": { schema: z.string() } } } },
  refuses: ["calendar-feed-not-found"],
} as const;
