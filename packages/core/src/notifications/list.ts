import { dismissalsOf } from "@grantry/db";
import type { Notification } from "@grantry/schema";
import type { Context } from "../context.ts";
import { toInstant } from "../instants.ts";
import { byUrgency, tellTogether } from "./finding.ts";
import { notificationsOfMailAccounts } from "./of-mail-accounts.ts";
import { findingsOfPausedGrants } from "./of-paused-grants.ts";
import { notificationsOfRegistrations } from "./of-registrations.ts";
import { notificationsOfSettings } from "./of-settings.ts";
import { findingsOfTokens } from "./of-tokens.ts";

/** What needs attention, the worst first, and when the reader dismissed it. Round trips: six. */
export async function notificationsFor(ctx: Context): Promise<Notification[]> {
  const now = ctx.platform.now();
  const { notifications: ofRegistrations, endedSecrets } = await notificationsOfRegistrations(ctx, now);
  const findings = [...(await findingsOfTokens(ctx, now, endedSecrets)), ...(await findingsOfPausedGrants(ctx, now))];
  const all = [
    ...(await tellTogether(ctx, findings)),
    ...ofRegistrations,
    ...(await notificationsOfMailAccounts(ctx)),
    ...(await notificationsOfSettings(ctx, now)),
  ];
  const dismissals = await dismissalsOf(ctx.db, ctx.actor.id);
  return all
    .map((notification) => ({ ...notification, dismissedAt: toInstant(dismissals.get(notification.id) ?? null) }))
    .sort(byUrgency);
}
