import { type Dismissal, deleteDismissals, dismissalsOf, insertDismissal, writeBatch } from "@grantry/db";
import { ProblemError } from "@grantry/schema";
import type { Context } from "../context.ts";
import type { Occurring } from "./finding.ts";
import { presentNotifications } from "./list.ts";

/**
 * Takes a notification out of the reader's banner until something new happens. Others still see it.
 * @throws ProblemError notification-not-found, notification-stays
 */
export async function dismissNotification(ctx: Context, id: string): Promise<void> {
  const present = await presentNotifications(ctx);
  const dismissed = present.find(({ notification }) => notification.id === id);
  if (!dismissed) throw new ProblemError("notification-not-found");
  if (!dismissed.notification.dismissible) throw new ProblemError("notification-stays");
  const readerId = ctx.actor.id;
  const over = (await dismissalsOf(ctx.db, readerId)).filter((dismissal) => !present.some(isPartOf(dismissal)));
  const { occurrences } = dismissed;
  await writeBatch(ctx.db, [
    deleteDismissals(ctx.db, readerId, idsOf(over)),
    insertDismissal(ctx.db, { readerId, notificationId: id, occurrences, dismissedAt: ctx.platform.now() }),
  ]);
}

/** Puts a notification back into the reader's banner. */
export async function undoDismissal(ctx: Context, id: string): Promise<void> {
  const undone = (await presentNotifications(ctx)).find(({ notification }) => notification.id === id);
  if (!undone) return;
  const readerId = ctx.actor.id;
  const those = (await dismissalsOf(ctx.db, readerId)).filter((dismissal) => isPartOf(dismissal)(undone));
  await writeBatch(ctx.db, [deleteDismissals(ctx.db, readerId, idsOf(those))]);
}

/** Whether what was dismissed is still so, with others or without. */
function isPartOf({ notificationId, occurrences }: Dismissal): (present: Occurring) => boolean {
  const dismissed = new Set(occurrences);
  return (present) =>
    present.notification.id === notificationId || present.occurrences.some((occurrence) => dismissed.has(occurrence));
}

function idsOf(dismissals: readonly Dismissal[]): string[] {
  return dismissals.map(({ notificationId }) => notificationId);
}
