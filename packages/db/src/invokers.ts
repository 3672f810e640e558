import { and, asc, eq, sql } from "drizzle-orm";
import { type Database, failUnlessChanged, type Statement } from "./database.ts";
import { invokers } from "./web-service-tables.ts";

export type InvokerRow = typeof invokers.$inferSelect;

/** The invokers of a web service, by name. One statement. */
export function listInvokers(db: Database, serviceId: string): Promise<InvokerRow[]> {
  return db.drizzle.select().from(invokers).where(eq(invokers.serviceId, serviceId)).orderBy(asc(invokers.name));
}

/** Their names alone. One statement. */
export async function listInvokerNames(db: Database, serviceId: string): Promise<string[]> {
  const rows = await db.drizzle.select({ name: invokers.name }).from(invokers).where(eq(invokers.serviceId, serviceId));
  return rows.map(({ name }) => name);
}

export async function findInvoker(db: Database, serviceId: string, name: string): Promise<InvokerRow | undefined> {
  const [row] = await db.drizzle
    .select()
    .from(invokers)
    .where(and(eq(invokers.serviceId, serviceId), eq(invokers.name, name)));
  return row;
}

/** Fails on `invokers.name` when the service has one of that name. */
export function insertInvoker(db: Database, row: Omit<typeof invokers.$inferInsert, "version">): Statement {
  return db.drizzle.insert(invokers).values(row);
}

/** A statement takes so many rows; SQLite's limit of parameters is far above. */
const ROWS_OF_ONE = 100;

/** Fails on `invokers.name` when the service has one of these names. */
export function insertInvokers(
  db: Database,
  rows: readonly Omit<typeof invokers.$inferInsert, "version">[],
): Statement[] {
  const starts = Array.from({ length: Math.ceil(rows.length / ROWS_OF_ONE) }, (_, part) => part * ROWS_OF_ONE);
  return starts.map((start) => db.drizzle.insert(invokers).values(rows.slice(start, start + ROWS_OF_ONE)));
}

/** Replaces an invoker where its version is still the one that was read; else the whole batch is undone. */
export function updateInvoker(
  db: Database,
  change: Pick<InvokerRow, "id" | "name" | "definition" | "updatedAt"> & { readVersion: number },
): Statement[] {
  const { id, readVersion, ...columns } = change;
  return [
    db.drizzle
      .update(invokers)
      .set({ ...columns, version: sql`${invokers.version} + 1` })
      .where(and(eq(invokers.id, id), eq(invokers.version, readVersion))),
    failUnlessChanged(),
  ];
}

export function deleteInvoker(db: Database, id: string): Statement {
  return db.drizzle.delete(invokers).where(eq(invokers.id, id));
}
