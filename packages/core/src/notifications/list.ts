import type { Notification } from "@grantry/schema";
import type { Context } from "../context.ts";
import { notificationsOfRegistrations } from "./of-registrations.ts";
import { notificationsOfSettings } from "./of-settings.ts";
import { notificationsOfTokens } from "./of-tokens.ts";

const order = { error: 0, warning: 1, info: 2 } as const;

/** What needs attention, the worst first. Round trips: two. */
export async function notificationsFor(ctx: Context): Promise<Notification[]> {
  const now = ctx.platform.now();
  const all = [
    ...(await notificationsOfTokens(ctx, now)),
    ...(await notificationsOfRegistrations(ctx, now)),
    ...(await notificationsOfSettings(ctx, now)),
  ];
  return all.sort((a, b) => order[a.severity] - order[b.severity]);
}
