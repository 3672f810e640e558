import { type MessageState, type Secret, secret } from "@grantry/schema";
import { and, asc, count, desc, eq, inArray, isNotNull, isNull, lt, lte, min, sql } from "drizzle-orm";
import { type Database, type Statement, writeBatch } from "./database.ts";
import { type KeyRing, open, seal } from "./key-ring.ts";
import { mailAccounts, messageContents, messages } from "./mail-tables.ts";

export type MessageRow = typeof messages.$inferSelect;

/** A message on its way in. */
export interface NewMessage {
  readonly id: string;
  readonly accountId: string;
  readonly serverKey: string;
  readonly fingerprint: string;
  readonly size: number;
  readonly receivedAt: number;
  /** When it is first sent to the webhook; `null`: it is kept for reading. */
  readonly nextAttemptAt: number | null;
  readonly summary: Secret<string>;
  readonly source: Uint8Array;
}

/** What is known of messages that may still be on the server, by the server's names. One statement. */
export async function messagesOnServer(
  db: Database,
  accountId: string,
): Promise<Pick<MessageRow, "id" | "serverKey" | "fingerprint" | "state" | "size" | "attempts">[]> {
  return db.drizzle
    .select({
      id: messages.id,
      serverKey: messages.serverKey,
      fingerprint: messages.fingerprint,
      state: messages.state,
      size: messages.size,
      attempts: messages.attempts,
    })
    .from(messages)
    .where(and(eq(messages.accountId, accountId), isNull(messages.removedAt)));
}

/**
 * Stores messages, all or none. One that is stored already under the server's name for it is left as it is; one that
 * was left on the server before takes its place.
 */
export async function storeMessages(db: Database, keys: KeyRing, stored: readonly NewMessage[]): Promise<void> {
  const statements: Statement[] = [];
  for (const { summary, source, ...row } of stored) {
    const content = {
      messageId: row.id,
      summary: await seal(keys, cellOf(row.id, "summary"), summary),
      source: await seal(keys, cellOf(row.id, "source"), secret(textOf(source))),
    };
    statements.push(
      db.drizzle
        .delete(messages)
        .where(
          and(eq(messages.accountId, row.accountId), eq(messages.serverKey, row.serverKey), eq(messages.state, "left")),
        ),
      db.drizzle
        .insert(messages)
        .values({ ...row, state: "waiting" })
        .onConflictDoNothing(),
      {
        toSQL: () => ({
          sql: "insert into message_contents (message_id, summary, source) select id, ?, ? from messages where id = ?",
          params: [content.summary, content.source, row.id],
        }),
      },
    );
  }
  await writeBatch(db, statements);
}

/** Notes that a message stays on the server, and why (facts). */
export function noteLeftMessage(
  db: Database,
  row: Pick<NewMessage, "id" | "accountId" | "serverKey" | "size" | "receivedAt"> & { readonly error: string },
): Statement {
  const { error } = row;
  return db.drizzle
    .insert(messages)
    .values({ ...row, fingerprint: "", state: "left", attempts: 1 })
    .onConflictDoUpdate({
      target: [messages.accountId, messages.serverKey],
      targetWhere: isNull(messages.removedAt),
      set: { error, attempts: sql`${messages.attempts} + 1` },
      setWhere: eq(messages.state, "left"),
    });
}

/** Notes that messages are gone from the server. Those that were only left there are forgotten. */
export function noteRemoved(db: Database, accountId: string, serverKeys: readonly string[], now: number): Statement[] {
  const gone = and(
    eq(messages.accountId, accountId),
    isNull(messages.removedAt),
    sql`${messages.serverKey} in (select value from json_each(${JSON.stringify(serverKeys)}))`,
  );
  return [
    db.drizzle.delete(messages).where(and(gone, eq(messages.state, "left"))),
    db.drizzle.update(messages).set({ removedAt: now }).where(gone),
  ];
}

/** The server calls a message something else from now on. */
export function renameOnServer(db: Database, id: string, serverKey: string): Statement {
  return db.drizzle.update(messages).set({ serverKey }).where(eq(messages.id, id));
}

export interface ListedMessageRow {
  readonly message: MessageRow;
  readonly accountName: string;
  /** Subject and sender; `null`: no longer kept. */
  readonly summary: Secret<string> | null;
}

/** One page of messages in a state, oldest first where they wait, else newest first, and how many there are. */
export async function listMessages(
  db: Database,
  keys: KeyRing,
  wanted: { accountId: string | undefined; state: MessageState; page: number; pageSize: number },
): Promise<{ items: ListedMessageRow[]; total: number }> {
  const matching = and(
    eq(messages.state, wanted.state),
    wanted.accountId === undefined ? undefined : eq(messages.accountId, wanted.accountId),
  );
  const inOrder = wanted.state === "waiting" ? asc : desc;
  const [rows, [counted]] = await db.drizzle.batch([
    db.drizzle
      .select({ message: messages, accountName: mailAccounts.name, summary: messageContents.summary })
      .from(messages)
      .innerJoin(mailAccounts, eq(mailAccounts.id, messages.accountId))
      .leftJoin(messageContents, eq(messageContents.messageId, messages.id))
      .where(matching)
      .orderBy(inOrder(messages.receivedAt), inOrder(sql`${messages}.rowid`))
      .limit(wanted.pageSize)
      .offset((wanted.page - 1) * wanted.pageSize),
    db.drizzle.select({ total: count() }).from(messages).where(matching),
  ]);
  const items = rows.map(async ({ summary, ...row }) => ({
    ...row,
    summary: summary && (await open(keys, cellOf(row.message.id, "summary"), summary)),
  }));
  return { items: await Promise.all(items), total: counted?.total ?? 0 };
}

/** A message with its account's name and summary. One statement. */
export async function findMessage(db: Database, keys: KeyRing, id: string): Promise<ListedMessageRow | undefined> {
  const [row] = await db.drizzle
    .select({ message: messages, accountName: mailAccounts.name, summary: messageContents.summary })
    .from(messages)
    .innerJoin(mailAccounts, eq(mailAccounts.id, messages.accountId))
    .leftJoin(messageContents, eq(messageContents.messageId, messages.id))
    .where(eq(messages.id, id));
  if (!row) return undefined;
  return { ...row, summary: row.summary && (await open(keys, cellOf(id, "summary"), row.summary)) };
}

/** A message's source; `undefined`: it is no longer kept. One statement. */
export async function readMessageSource(db: Database, keys: KeyRing, id: string): Promise<Uint8Array | undefined> {
  const [row] = await db.drizzle
    .select({ source: messageContents.source })
    .from(messageContents)
    .where(eq(messageContents.messageId, id));
  return row && bytesOf((await open(keys, cellOf(id, "source"), row.source)).reveal());
}

/** Messages whose delivery is due, the longest due first. One statement on the index. */
export async function dueMessages(db: Database, now: number, limit: number): Promise<string[]> {
  const rows = await db.drizzle
    .select({ id: messages.id })
    .from(messages)
    .where(lte(messages.nextAttemptAt, now))
    .orderBy(asc(messages.nextAttemptAt))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** When the next delivery is due, ms. One statement on the index. */
export async function nextDeliveryAt(db: Database): Promise<number | null> {
  const [row] = await db.drizzle
    .select({ at: min(messages.nextAttemptAt) })
    .from(messages)
    .where(isNotNull(messages.nextAttemptAt));
  return row?.at ?? null;
}

/**
 * Takes a message for one attempt, so that no other host sends it meanwhile.
 * @param byHand also one whose time has not come, and one that was given up
 * @returns how many attempts there were, this one included; `undefined`: another has it, or there is nothing to do
 */
export async function takeDelivery(
  db: Database,
  attempt: { id: string; now: number; until: number; byHand: boolean },
): Promise<number | undefined> {
  const isDue = attempt.byHand
    ? inArray(messages.state, ["waiting", "dead"])
    : lte(messages.nextAttemptAt, attempt.now);
  const [row] = await db.drizzle
    .update(messages)
    .set({ state: "waiting", nextAttemptAt: attempt.until, attempts: sql`${messages.attempts} + 1` })
    .where(and(eq(messages.id, attempt.id), isDue))
    .returning({ attempts: messages.attempts });
  return row?.attempts;
}

/** A message is done: only the fact is kept. */
export function settleMessage(db: Database, id: string, state: "delivered" | "acknowledged", now: number): Statement[] {
  return [
    db.drizzle
      .update(messages)
      .set({ state, deliveredAt: now, nextAttemptAt: null, error: null })
      .where(eq(messages.id, id)),
    db.drizzle.delete(messageContents).where(eq(messageContents.messageId, id)),
  ];
}

/** A delivery failed: when it is tried again, or `null` when it is given up. `error` are facts. */
export function failDelivery(db: Database, id: string, error: string, nextAttemptAt: number | null): Statement {
  return db.drizzle
    .update(messages)
    .set({ error, nextAttemptAt, ...(nextAttemptAt === null && { state: "dead" }) })
    .where(eq(messages.id, id));
}

/** Accounts with messages whose delivery was given up. One statement. */
export async function undeliveredMessages(
  db: Database,
): Promise<{ accountId: string; name: string; number: number; since: number }[]> {
  return db.drizzle
    .select({
      accountId: messages.accountId,
      name: mailAccounts.name,
      number: count(),
      since: sql<number>`min(${messages.receivedAt})`,
    })
    .from(messages)
    .innerJoin(mailAccounts, eq(mailAccounts.id, messages.accountId))
    .where(eq(messages.state, "dead"))
    .groupBy(messages.accountId)
    .orderBy(asc(mailAccounts.name));
}

/** Forgets messages that are long done and gone from the server. */
export function deleteOldMessages(db: Database, before: number): Statement {
  return db.drizzle
    .delete(messages)
    .where(
      and(
        inArray(messages.state, ["delivered", "acknowledged"]),
        lt(messages.receivedAt, before),
        isNotNull(messages.removedAt),
      ),
    );
}

function cellOf(id: string, column: "summary" | "source") {
  return { table: "message_contents", column, row: id };
}

const CHUNK = 32_768;

/** A character for each byte: what is sealed is text. */
function textOf(bytes: Uint8Array): string {
  let text = "";
  for (let start = 0; start < bytes.length; start += CHUNK) {
    text += String.fromCharCode(...bytes.subarray(start, start + CHUNK));
  }
  return text;
}

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
