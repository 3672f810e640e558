import type { Secret } from "@grantry/schema";
import { and, asc, eq, getTableColumns, ne, or, sql } from "drizzle-orm";
import { channels, deliveries } from "./channel-tables.ts";
import { type Database, failUnlessChanged, type Statement } from "./database.ts";
import { type KeyRing, open, seal } from "./key-ring.ts";
import { mailAccounts } from "./mail-tables.ts";

const { webhookSecret: _sealed, ...shown } = getTableColumns(channels);

/** A channel as it may be shown: without its secret. */
export type ChannelRow = Omit<typeof channels.$inferSelect, "webhookSecret">;

/** A channel, and how many messages wait for it or were given up. */
export interface ShownChannel {
  readonly channel: ChannelRow;
  readonly mailAccountName: string | null;
  readonly waiting: number;
  readonly dead: number;
  readonly unsure: number;
}

// Written out: in a select of one table Drizzle leaves its name off, and `id` would be the inner one's.
const inState = (state: "waiting" | "dead" | "unsure") =>
  sql<number>`(select count(*) from deliveries d where d.channel_id = "channels"."id" and d.state = ${state} and d.state <> 'delivered')`;

function selectShown(db: Database) {
  return db.drizzle
    .select({
      channel: shown,
      mailAccountName: mailAccounts.name,
      waiting: inState("waiting"),
      dead: inState("dead"),
      unsure: inState("unsure"),
    })
    .from(channels)
    .leftJoin(mailAccounts, eq(mailAccounts.id, channels.mailAccountId));
}

/** All channels by name: they are few. One statement. */
export async function listChannels(db: Database): Promise<ShownChannel[]> {
  return selectShown(db).orderBy(asc(sql`${channels.name} collate nocase`), asc(channels.id));
}

/** A channel by id or name. One statement. */
export async function findChannel(db: Database, nameOrId: string): Promise<ShownChannel | undefined> {
  const rows = await selectShown(db).where(or(eq(channels.id, nameOrId), eq(channels.name, nameOrId)));
  // A name may look like another channel's id; the id wins.
  return rows.find(({ channel }) => channel.id === nameOrId) ?? rows[0];
}

/** A channel by id, as it may be shown. One statement. */
export async function findChannelRow(db: Database, id: string): Promise<ChannelRow | undefined> {
  const [row] = await db.drizzle.select(shown).from(channels).where(eq(channels.id, id));
  return row;
}

/** Channels that send through a mail account, by name. One statement. */
export async function channelsOfMailAccount(db: Database, id: string): Promise<Pick<ChannelRow, "id" | "name">[]> {
  return db.drizzle
    .select({ id: channels.id, name: channels.name })
    .from(channels)
    .where(eq(channels.mailAccountId, id))
    .orderBy(asc(channels.name));
}

/** Channels in use. One statement. */
export async function validChannels(db: Database): Promise<ChannelRow[]> {
  return db.drizzle.select(shown).from(channels).where(eq(channels.validity, "valid")).orderBy(asc(channels.id));
}

type NewChannel = Omit<typeof channels.$inferInsert, "webhookSecret">;

/** A new channel. Fails on `channels.name` when the name is taken. */
export async function insertChannel(
  db: Database,
  keys: KeyRing,
  { webhookSecret, ...row }: NewChannel & { readonly webhookSecret: Secret<string> },
): Promise<Statement[]> {
  const value = await seal(keys, cellOf(row.id), webhookSecret);
  return [db.drizzle.insert(channels).values({ ...row, webhookSecret: value })];
}

/**
 * Replaces a channel where its version is still the one that was read; otherwise makes the whole batch fail. What was
 * not delivered is dropped: what is still so is told anew, as the channel now says.
 * @param webhookSecret `undefined`: the stored one stays
 */
export async function updateChannel(
  db: Database,
  keys: KeyRing,
  change: Omit<NewChannel, "createdAt"> & {
    readonly readVersion: number;
    readonly webhookSecret: Secret<string> | undefined;
  },
): Promise<Statement[]> {
  const { id, readVersion, webhookSecret, ...columns } = change;
  const replaced = webhookSecret && { webhookSecret: await seal(keys, cellOf(id), webhookSecret) };
  return [
    db.drizzle
      .update(channels)
      .set({ ...columns, ...replaced, version: sql`${channels.version} + 1` })
      .where(and(eq(channels.id, id), eq(channels.version, readVersion))),
    failUnlessChanged(),
    db.drizzle
      .delete(deliveries)
      .where(
        and(eq(deliveries.channelId, id), sql`${deliveries.state} <> 'delivered'`, ne(deliveries.state, "unsure")),
      ),
  ];
}

export function deleteChannel(db: Database, id: string): Statement {
  return db.drizzle.delete(channels).where(eq(channels.id, id));
}

/** The secret that a channel signs with, opened. One statement; `undefined`: the channel is gone. */
export async function readWebhookSecret(db: Database, keys: KeyRing, id: string): Promise<Secret<string> | undefined> {
  const [row] = await db.drizzle
    .select({ webhookSecret: channels.webhookSecret })
    .from(channels)
    .where(eq(channels.id, id));
  return row && open(keys, cellOf(id), row.webhookSecret);
}

/** Notes how the last attempt of a channel ended. `error` are facts; `null`: it was delivered. */
export function noteAttempt(db: Database, id: string, error: string | null, now: number): Statement {
  const ended = error === null ? { lastDeliveredAt: now, error, errorAt: null } : { error, errorAt: now };
  return db.drizzle.update(channels).set(ended).where(eq(channels.id, id));
}

function cellOf(id: string) {
  return { table: "channels", column: "webhook_secret", row: id };
}
