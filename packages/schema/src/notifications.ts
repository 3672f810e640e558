import * as z from "zod";
import { instant, jsonContent, needs } from "./route.ts";

export const notificationKinds = [
  "expired-token",
  "expired-refresh-token",
  "refreshing-fails",
  "refresh-token-ends",
  "client-secret-missing",
  "client-secret-ends",
  "certificate-ends",
  "not-https",
] as const;

export const notification = z
  .object({
    id: z.string(),
    kind: z.enum(notificationKinds),
    severity: z.enum(["info", "warning", "error"]),
    message: z.string(),
    /** Where it is fixed. */
    href: z.string(),
    since: instant,
  })
  .meta({ id: "Notification" });
export type Notification = z.infer<typeof notification>;

/** `If-None-Match` is HTTP's own, and not checked by a schema: this is the route that is asked all day. */
export const listNotificationsRoute = {
  method: "get",
  path: "/notifications",
  summary: "What the banner shows",
  ...needs("notifications:read"),
  responses: {
    200: {
      description: "What needs attention; strong ETag",
      content: jsonContent(z.object({ notifications: z.array(notification) })),
    },
    304: { description: "Unchanged since the ETag in If-None-Match" },
  },
} as const;
