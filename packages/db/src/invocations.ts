import type { Secret } from "@grantry/schema";
import { and, count, desc, eq, lt, ne, sql } from "drizzle-orm";
import type { Database, Statement } from "./database.ts";
import { type KeyRing, open, seal } from "./key-ring.ts";
import { invocations } from "./web-service-tables.ts";

/** A call as lists show it. */
export type InvocationRow = Omit<typeof invocations.$inferSelect, "exchange">;

const exchangeCell = (id: string) => ({ table: "invocations", column: "exchange", row: id });

/** Writes a call into the debug log. `exchange`: headers and bodies as JSON, secrets masked already. */
export async function insertInvocation(
  db: Database,
  keys: KeyRing,
  { exchange, ...row }: InvocationRow & { exchange: Secret<string> },
): Promise<void> {
  await db.drizzle.insert(invocations).values({ ...row, exchange: await seal(keys, exchangeCell(row.id), exchange) });
}

/** Calls of a web service, newest first, and how many there are. One round trip. */
export async function listInvocations(
  db: Database,
  wanted: { serviceId: string; failuresOnly: boolean; page: number; pageSize: number },
): Promise<{ items: InvocationRow[]; total: number }> {
  const { exchange: _sealed, ...columns } = invocationColumns;
  const ofService = eq(invocations.serviceId, wanted.serviceId);
  const matching = wanted.failuresOnly ? and(ofService, ne(invocations.outcome, "ok")) : ofService;
  const [items, [counted]] = await db.drizzle.batch([
    db.drizzle
      .select(columns)
      .from(invocations)
      .where(matching)
      .orderBy(desc(invocations.at), desc(invocations.id))
      .limit(wanted.pageSize)
      .offset((wanted.page - 1) * wanted.pageSize),
    db.drizzle.select({ number: count() }).from(invocations).where(matching),
  ]);
  return { items, total: counted?.number ?? 0 };
}

const invocationColumns = {
  id: invocations.id,
  serviceId: invocations.serviceId,
  invoker: invocations.invoker,
  actor: invocations.actor,
  at: invocations.at,
  method: invocations.method,
  url: invocations.url,
  status: invocations.status,
  outcome: invocations.outcome,
  durationMs: invocations.durationMs,
  requestBytes: invocations.requestBytes,
  responseBytes: invocations.responseBytes,
  tokenRenewed: invocations.tokenRenewed,
  exchange: invocations.exchange,
};

/** One call with its headers and bodies. One statement. */
export async function findInvocation(
  db: Database,
  keys: KeyRing,
  wanted: { serviceId: string; id: string },
): Promise<(InvocationRow & { exchange: Secret<string> }) | undefined> {
  const [row] = await db.drizzle
    .select()
    .from(invocations)
    .where(and(eq(invocations.id, wanted.id), eq(invocations.serviceId, wanted.serviceId)));
  return row && { ...row, exchange: await open(keys, exchangeCell(row.id), row.exchange) };
}

export function deleteInvocationsOf(db: Database, serviceId: string): Statement {
  return db.drizzle.delete(invocations).where(eq(invocations.serviceId, serviceId));
}

/** Deletes calls that are older, and of each web service all but the newest. Two statements, for the clock. */
export async function forgetInvocations(db: Database, limits: { before: number; keepOfEach: number }): Promise<void> {
  const ranked = sql`select id, row_number() over (partition by service_id order by at desc) as rank from ${invocations}`;
  await db.drizzle.batch([
    db.drizzle.delete(invocations).where(lt(invocations.at, limits.before)),
    db.drizzle
      .delete(invocations)
      .where(sql`${invocations.id} in (select id from (${ranked}) where rank > ${limits.keepOfEach})`),
  ]);
}
