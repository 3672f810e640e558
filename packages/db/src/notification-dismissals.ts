import { and, eq, inArray } from "drizzle-orm";
import { notificationDismissals } from "./api-tables.ts";
import type { Database, Statement } from "./database.ts";

/** A notification that a reader dismissed, and the occurrences that it was made of then. */
export interface Dismissal {
  readonly notificationId: string;
  readonly occurrences: readonly string[];
  readonly dismissedAt: number;
}

/** What a reader dismissed. One statement. */
export async function dismissalsOf(db: Database, readerId: string): Promise<Dismissal[]> {
  const rows = await db.drizzle
    .select()
    .from(notificationDismissals)
    .where(eq(notificationDismissals.readerId, readerId));
  return rows.map(({ readerId: _, occurrences, ...row }) => ({ ...row, occurrences: occurrences ?? [] }));
}

export function insertDismissal(db: Database, row: Dismissal & { readonly readerId: string }): Statement {
  return db.drizzle.insert(notificationDismissals).values(row).onConflictDoNothing();
}

/** Forgets dismissals of a reader. */
export function deleteDismissals(db: Database, readerId: string, notificationIds: readonly string[]): Statement {
  return db.drizzle
    .delete(notificationDismissals)
    .where(
      and(
        eq(notificationDismissals.readerId, readerId),
        inArray(notificationDismissals.notificationId, [...notificationIds]),
      ),
    );
}
