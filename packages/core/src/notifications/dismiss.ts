import { deleteDismissal, deleteOtherDismissals, insertDismissal, writeBatch } from "@grantry/db";
import { ProblemError } from "@grantry/schema";
import type { Context } from "../context.ts";
import { notificationsFor } from "./list.ts";

/**
 * Takes a notification out of the reader's banner until something new happens. Others still see it.
 * @throws ProblemError notification-not-found, notification-stays
 */
export async function dismissNotification(ctx: Context, id: string): Promise<void> {
  const present = await notificationsFor(ctx);
  const notification = present.find((one) => one.id === id);
  if (!notification) throw new ProblemError("notification-not-found");
  if (!notification.dismissible) throw new ProblemError("notification-stays");
  const readerId = ctx.actor.id;
  await writeBatch(ctx.db, [
    insertDismissal(ctx.db, { readerId, notificationId: id, dismissedAt: ctx.platform.now() }),
    deleteOtherDismissals(
      ctx.db,
      readerId,
      present.map((one) => one.id),
    ),
  ]);
}

/** Puts a notification back into the reader's banner. */
export async function undoDismissal(ctx: Context, id: string): Promise<void> {
  await writeBatch(ctx.db, [deleteDismissal(ctx.db, ctx.actor.id, id)]);
}
