import { and, asc, eq, exists, isNotNull, lt, lte, min, sql } from "drizzle-orm";
import { channels, deliveries } from "./channel-tables.ts";
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
  readonly id: string;
  readonly channelId: string;
  readonly body: string;
  /** This one included. */
  readonly attempts: number;
}

/** Takes a due delivery for one attempt, until an instant. @returns `undefined` when another host was first */
export async function takeChannelDelivery(
  db: Database,
  { id, now, until }: { id: string; now: number; until: number },
): Promise<TakenDelivery | undefined> {
  const { channelId, body, attempts } = deliveries;
  const [taken] = await writeBatch(db, [
    db.drizzle
      .update(deliveries)
      .set({ attempts: sql`${attempts} + 1`, nextAttemptAt: until })
      .where(and(eq(deliveries.id, id), lte(deliveries.nextAttemptAt, now)))
      .returning({ channelId, body, attempts }),
  ]);
  const row = taken?.rows[0];
  if (!row) return undefined;
  return {
    id,
    channelId: String(row["channel_id"]),
    body: String(row["body"]),
    attempts: Number(row["attempts"]),
  };
}

/**
 * Notes, before a message is handed over that cannot be taken back, that it may have been taken: whatever happens now,
 * it is not sent again unless {@link postponeDelivery} says that it was refused.
 * @returns whether it may be handed over: `false` when the attempt took too long and another host has it
 */
export async function beginHandingOver(db: Database, { id, attempts }: TakenDelivery): Promise<boolean> {
  const [begun] = await writeBatch(db, [
    db.drizzle
      .update(deliveries)
      .set({ state: "unsure", nextAttemptAt: null })
      .where(and(eq(deliveries.id, id), eq(deliveries.attempts, attempts), eq(deliveries.state, "waiting")))
      .returning({ id: deliveries.id }),
  ]);
  return begun?.rows.length === 1;
}

/** A delivery is done: only the fact is kept. `unsure`: as far as can be told. */
export function settleDelivery(db: Database, id: string, state: "delivered" | "unsure"): Statement {
  return db.drizzle.update(deliveries).set({ state, body: null, nextAttemptAt: null }).where(eq(deliveries.id, id));
}

/**
 * A delivery was not taken: when it is tried again, or `null` when it is given up. Where the channel was changed
 * meanwhile it is dropped, and told anew as the channel now says.
 */
export function postponeDelivery(
  db: Database,
  { id, readVersion }: { id: string; readVersion: number },
  nextAttemptAt: number | null,
): Statement[] {
  const isOver = nextAttemptAt === null;
  const isUnchanged = exists(
    db.drizzle
      .select({ id: channels.id })
      .from(channels)
      .where(and(eq(channels.id, deliveries.channelId), eq(channels.version, readVersion))),
  );
  return [
    db.drizzle
      .update(deliveries)
      .set({ nextAttemptAt, ...(isOver ? { state: "dead", body: null } : { state: "waiting" }) })
      .where(and(eq(deliveries.id, id), isUnchanged)),
    db.drizzle.delete(deliveries).where(and(eq(deliveries.id, id), eq(deliveries.state, "unsure"))),
  ];
}
