import * as z from "zod";
import { idParam, instant, jsonContent, needs } from "./route.ts";

export const notificationKinds = [
  "expired-token",
  "expired-refresh-token",
  "no-refresh-token",
  "refreshing-fails",
  "refresh-token-ends",
  "client-secret-missing",
  "client-secret-ends",
  "certificate-ends",
  "not-https",
  "mail-account-fails",
  "messages-undelivered",
] as const;

/** The worst last. */
export const severities = ["info", "warning", "error"] as const;

export const notification = z
  .object({
    id: z.string().describe("what happens anew, or to other configurations, has another id"),
    kind: z.enum(notificationKinds),
    severity: z.enum(severities),
    message: z.string(),
    action: z.string().describe("what to do about it"),
    href: z.string().describe("the screen where it is mended"),
    tokenConfigs: z
      .array(z.object({ id: z.string(), name: z.string() }))
      .describe("whom it concerns, by name: one cause is one notification; at most a hundred"),
    tokenConfigCount: z.int().describe("how many it concerns"),
    since: instant,
    dismissible: z.boolean().describe("false: a danger that lasts, which stays in the banner"),
    dismissedAt: instant.nullable().describe("when the reader dismissed it"),
  })
  .meta({ id: "Notification" });
export type Notification = z.infer<typeof notification>;

/** `If-None-Match` is HTTP's own, and not checked by a schema: this is the route that is asked all day. */
export const listNotificationsRoute = {
  method: "get",
  path: "/notifications",
  summary: "What the banner shows",
  ...needs("notifications:read"),
  request: {
    query: z.object({
      dismissed: z.enum(["true", "false"]).default("false").describe("with those that the reader dismissed"),
    }),
  },
  responses: {
    200: {
      description: "What needs attention, the worst first; strong ETag",
      content: jsonContent(z.object({ notifications: z.array(notification) })),
    },
    304: { description: "Unchanged since the ETag in If-None-Match" },
  },
  refuses: ["invalid-input"],
} as const;

/** A dismissal is the reader's own, and lasts until something new happens: that has another id. */
export const dismissNotificationRoute = {
  method: "post",
  path: "/notifications/{id}/dismissals",
  summary: "Take a notification out of one's own banner until something new happens",
  ...needs("notifications:read"),
  request: { params: idParam },
  responses: { 204: { description: "Dismissed, or was already" } },
  refuses: ["notification-not-found", "notification-stays"],
} as const;

export const undoDismissalRoute = {
  method: "delete",
  path: "/notifications/{id}/dismissals",
  summary: "Put a dismissed notification back into one's own banner",
  ...needs("notifications:read"),
  request: { params: idParam },
  responses: { 204: { description: "It is shown again, if it is still so" } },
} as const;
