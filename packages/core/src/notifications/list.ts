import { type Dismissal, dismissalsOf } from "@grantry/db";
import type { Notification } from "@grantry/schema";
import type { Context } from "../context.ts";
import { toInstant } from "../instants.ts";
import { byUrgency, type Occurring, occurring, tellTogether } from "./finding.ts";
import { notificationsOfMailAccounts } from "./of-mail-accounts.ts";
import { findingsOfPausedGrants } from "./of-paused-grants.ts";
import { notificationsOfRegistrations } from "./of-registrations.ts";
import { notificationsOfSettings } from "./of-settings.ts";
import { findingsOfTokens } from "./of-tokens.ts";

/** What needs attention, the worst first, and when the reader dismissed it. Round trips: six. */
export async function notificationsFor(ctx: Context): Promise<Notification[]> {
  const present = await presentNotifications(ctx);
  const dismissedAt = dismissedBy(await dismissalsOf(ctx.db, ctx.actor.id));
  return present.map((one) => ({ ...one.notification, dismissedAt: toInstant(dismissedAt(one)) }));
}

/** The same, with what each is made of, whoever reads it. Round trips: five. */
export async function presentNotifications(ctx: Context): Promise<Occurring[]> {
  const now = ctx.platform.now();
  const { notifications: ofRegistrations, endedSecrets } = await notificationsOfRegistrations(ctx, now);
  const findings = [...(await findingsOfTokens(ctx, now, endedSecrets)), ...(await findingsOfPausedGrants(ctx, now))];
  const all = [
    ...(await tellTogether(ctx, findings)),
    ...ofRegistrations.map(occurring),
    ...(await notificationsOfMailAccounts(ctx)).map(occurring),
    ...(await notificationsOfSettings(ctx, now)).map(occurring),
  ];
  return all.sort((a, b) => byUrgency(a.notification, b.notification));
}

/** When a notification was dismissed: all that it is made of, at once or one after the other; `null`: some of it never. */
function dismissedBy(dismissals: readonly Dismissal[]): (one: Occurring) => number | null {
  const times = new Map<string, number>();
  for (const { notificationId, occurrences, dismissedAt } of dismissals) {
    for (const key of [notificationId, ...occurrences]) times.set(key, Math.max(dismissedAt, times.get(key) ?? 0));
  }
  return ({ notification, occurrences }) => {
    const whole = times.get(notification.id);
    if (whole !== undefined) return whole;
    const each = occurrences.map((occurrence) => times.get(occurrence) ?? null);
    return each.reduce((latest, at) => (latest === null || at === null ? null : Math.max(latest, at)), 0);
  };
}
