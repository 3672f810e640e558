import { desc, eq } from "drizzle-orm";
import { calendarFeeds } from "./api-tables.ts";
import type { Database, Statement } from "./database.ts";

export type CalendarFeedRow = typeof calendarFeeds.$inferSelect;

export function insertCalendarFeed(db: Database, row: CalendarFeedRow): Statement {
  return db.drizzle.insert(calendarFeeds).values(row);
}

export async function listCalendarFeeds(db: Database): Promise<CalendarFeedRow[]> {
  return db.drizzle.select().from(calendarFeeds).orderBy(desc(calendarFeeds.createdAt));
}

/** The feed at an address, by the hash of its secret. One statement on the index. */
export async function findCalendarFeed(db: Database, hash: string): Promise<CalendarFeedRow | undefined> {
  const [row] = await db.drizzle.select().from(calendarFeeds).where(eq(calendarFeeds.hash, hash));
  return row;
}

export function deleteCalendarFeed(db: Database, id: string): Statement {
  return db.drizzle.delete(calendarFeeds).where(eq(calendarFeeds.id, id));
}
