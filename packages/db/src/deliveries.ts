import { and, asc, eq, isNotNull, lt, lte, min, sql } from "drizzle-orm";
import { deliveries } from "./channel-tables.ts";
import { type Database, type Statement, writeBatch } from "./database.ts";

/** What a channel was told already, waiting and given up included: ids and occurrences. One statement on the key. */
export async function toldTo(db: Database, channelId: string): Promise<Set<string>> {
  const rows = await db.drizzle
    .select({ id: deliveries.notificationId, occurrences: deliveries.occurrences })
    .from(deliveries)
    .where(eq(deliveries.channelId, channelId));
  return new Set(rows.flatMap(({ id, occurrences }) => [id, ...(occurrences ?? [])]));
}

/** A notification on its way to a channel. */
export interface NewDelivery {
  readonly id: string;
  readonly channelId: string;
  readonly notificationId: string;
  /** What of it the channel was not told yet. */
  readonly occurrences: readonly string[];
  readonly body: string;
  readonly createdAt: number;
}

/** Queues a delivery at once. Does nothing where another host was first, or where the channel is gone or out of use. */
export function insertDelivery({ createdAt, ...row }: NewDelivery, readVersion: number): Statement {
  return {
    toSQL: () => ({
      sql: `insert into deliveries (id, channel_id, notification_id, occurrences, body, state, created_at, next_attempt_at)
        select ?, id, ?, ?, ?, 'waiting', ?, ? from channels where id = ? and version = ? and validity = 'valid'
        on conflict do nothing`,
      params: [
        row.id,
        row.notificationId,
        JSON.stringify(row.occurrences),
        row.body,
        createdAt,
        createdAt,
        row.channelId,
        readVersion,
      ],
    }),
  };
}

/**
 * Forgets what a channel was told before an instant and is no longer so: what happens anew is another occurrence.
 * @param told.present ids and occurrences
 */
export function deleteOldDeliveries(
  db: Database,
  { channelId, before, present }: { channelId: string; before: number; present: readonly string[] },
): Statement {
  return db.drizzle.delete(deliveries).where(
    and(
      eq(deliveries.channelId, channelId),
      lt(deliveries.createdAt, before),
      sql`${deliveries.notificationId} not in (select value from json_each(${JSON.stringify(present)}))`,
      sql`not exists (select 1 from json_each(${deliveries.occurrences}) as told
          where told.value in (select value from json_each(${JSON.stringify(present)})))`,
    ),
  );
}

/** Ids of deliveries that are due, the longest due first. One statement on the index. */
export async function dueDeliveries(db: Database, now: number, limit: number): Promise<string[]> {
  const rows = await db.drizzle
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(lte(deliveries.nextAttemptAt, now))
    .orderBy(asc(deliveries.nextAttemptAt))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** When the next delivery is due, ms; `null`: none is. One statement on the index. */
export async function nextChannelDeliveryAt(db: Database): Promise<number | null> {
  const [row] = await db.drizzle
    .select({ at: min(deliveries.nextAttemptAt) })
    .from(deliveries)
    .where(isNotNull(deliveries.nextAttemptAt));
  return row?.at ?? null;
}

/** A delivery that its taker alone may send. */
export interface TakenDelivery {
  readonly channelId: string;
  readonly webhookUrl: string;
  readonly body: string;
  readonly attempts: number;
}

/** Takes a due delivery for one attempt, until an instant. @returns `undefined` when another host was first */
export async function takeChannelDelivery(
  db: Database,
  { id, now, until }: { id: string; now: number; until: number },
): Promise<TakenDelivery | undefined> {
  const [taken, read] = await writeBatch(db, [
    db.drizzle
      .update(deliveries)
      .set({ attempts: sql`${deliveries.attempts} + 1`, nextAttemptAt: until })
      .where(and(eq(deliveries.id, id), lte(deliveries.nextAttemptAt, now)))
      .returning({ id: deliveries.id }),
    {
      toSQL: () => ({
        sql: `select d.channel_id as "channelId", d.body, d.attempts, c.webhook_url as "webhookUrl"
          from deliveries d join channels c on c.id = d.channel_id where d.id = ?`,
        params: [id],
      }),
    },
  ]);
  const row = read?.rows[0];
  if (taken?.rows.length !== 1 || !row) return undefined;
  return {
    channelId: String(row["channelId"]),
    webhookUrl: String(row["webhookUrl"]),
    body: String(row["body"]),
    attempts: Number(row["attempts"]),
  };
}

/** A delivery is done: only the fact is kept. */
export function settleDelivery(db: Database, id: string): Statement {
  return db.drizzle
    .update(deliveries)
    .set({ state: "delivered", body: null, nextAttemptAt: null })
    .where(eq(deliveries.id, id));
}

/** A delivery failed: when it is tried again, or `null` when it is given up. */
export function postponeDelivery(db: Database, id: string, nextAttemptAt: number | null): Statement {
  return db.drizzle
    .update(deliveries)
    .set({ nextAttemptAt, ...(nextAttemptAt === null && { state: "dead" as const, body: null }) })
    .where(eq(deliveries.id, id));
}
