import { eq, gte, lt, sql } from "drizzle-orm";
import { hosts } from "./api-tables.ts";
import { type Database, writeBatch } from "./database.ts";

export type HostRow = typeof hosts.$inferSelect;

const FORGOTTEN_AFTER_MS = 86_400_000;

/** Notes that a host serves, and which keys it holds; forgets hosts that have long been gone. One round trip. */
export async function announceHost(db: Database, host: HostRow): Promise<void> {
  const { id, ...set } = host;
  await writeBatch(db, [
    db.drizzle
      .insert(hosts)
      .values({ id, ...set })
      .onConflictDoUpdate({ target: hosts.id, set }),
    db.drizzle.delete(hosts).where(lt(hosts.seenAt, host.seenAt - FORGOTTEN_AFTER_MS)),
  ]);
}

/** Hosts that were seen at this instant or later. One statement. */
export async function hostsSeenSince(db: Database, since: number): Promise<HostRow[]> {
  return db.drizzle.select().from(hosts).where(gte(hosts.seenAt, since)).orderBy(hosts.name, hosts.id);
}

/** A host that stops says so. */
export async function removeHost(db: Database, id: string): Promise<void> {
  await db.drizzle.delete(hosts).where(eq(hosts.id, id));
}

/** The clock of the database, ms. One statement. */
export async function databaseClock(db: Database): Promise<number> {
  const { at } = await db.drizzle.get<{ at: number }>(sql`select cast(unixepoch('subsec') * 1000 as integer) as "at"`);
  return at;
}
