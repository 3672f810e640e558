import { and, eq, notInArray } from "drizzle-orm";
import { notificationDismissals } from "./api-tables.ts";
import type { Database, Statement } from "./database.ts";

/** When a reader dismissed which notifications. One statement. */
export async function dismissalsOf(db: Database, readerId: string): Promise<Map<string, number>> {
  const rows = await db.drizzle
    .select()
    .from(notificationDismissals)
    .where(eq(notificationDismissals.readerId, readerId));
  return new Map(rows.map(({ notificationId, dismissedAt }) => [notificationId, dismissedAt]));
}

export function insertDismissal(
  db: Database,
  row: { readerId: string; notificationId: string; dismissedAt: number },
): Statement {
  return db.drizzle.insert(notificationDismissals).values(row).onConflictDoNothing();
}

export function deleteDismissal(db: Database, readerId: string, notificationId: string): Statement {
  return db.drizzle
    .delete(notificationDismissals)
    .where(
      and(eq(notificationDismissals.readerId, readerId), eq(notificationDismissals.notificationId, notificationId)),
    );
}

/** Forgets what a reader dismissed that is over. */
export function deleteOtherDismissals(db: Database, readerId: string, present: readonly string[]): Statement {
  return db.drizzle
    .delete(notificationDismissals)
    .where(
      and(
        eq(notificationDismissals.readerId, readerId),
        notInArray(notificationDismissals.notificationId, [...present]),
      ),
    );
}
