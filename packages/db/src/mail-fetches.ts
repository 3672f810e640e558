import type { TransportFailure } from "@grantry/schema";
import { and, asc, count, desc, eq, gt, isNotNull, isNull, lt, lte, or, sql } from "drizzle-orm";
import { type Database, type Statement, writeBatch } from "./database.ts";
import { mailAccounts, mailFetches } from "./mail-tables.ts";

export type MailFetchRow = typeof mailFetches.$inferSelect;

/** A fetch that holds its account's lease. */
export interface FetchLease {
  readonly fetchId: string;
  readonly accountId: string;
  /** Instant, ms. */
  readonly now: number;
  readonly until: number;
}

/**
 * Takes an account for one fetch: one at a time over all hosts. Whoever held it before and never ended is marked as
 * broken off. @returns whether it was taken
 */
export async function takeFetchLease(
  db: Database,
  lease: FetchLease & { readonly startedBy: string; readonly byHand: boolean },
): Promise<boolean> {
  const { fetchId, accountId, now, until, startedBy } = lease;
  const [taken] = await writeBatch(db, [
    db.drizzle
      .update(mailAccounts)
      .set({ leaseOwner: fetchId, leaseUntil: until })
      .where(
        and(
          eq(mailAccounts.id, accountId),
          eq(mailAccounts.validity, "valid"),
          or(isNull(mailAccounts.leaseUntil), lte(mailAccounts.leaseUntil, now)),
          lease.byHand ? undefined : lte(mailAccounts.nextFetchAt, now),
        ),
      )
      .returning({ id: mailAccounts.id }),
    db.drizzle
      .update(mailFetches)
      .set({ outcome: "broken-off", endedAt: now })
      .where(and(eq(mailFetches.accountId, accountId), isNull(mailFetches.endedAt), holds(accountId, fetchId))),
    {
      toSQL: () => ({
        sql: `insert into mail_fetches (id, account_id, started_at, started_by, outcome)
          select ?, id, ?, ?, 'running' from mail_accounts where id = ? and lease_owner = ?`,
        params: [fetchId, now, startedBy, accountId, fetchId],
      }),
    },
  ]);
  return taken?.rows.length === 1;
}

/** Holds the lease a while longer. @returns `false` when it is lost: another host has taken over */
export async function extendFetchLease(db: Database, lease: FetchLease): Promise<boolean> {
  const rows = await db.drizzle
    .update(mailAccounts)
    .set({ leaseUntil: lease.until })
    .where(and(eq(mailAccounts.id, lease.accountId), eq(mailAccounts.leaseOwner, lease.fetchId)))
    .returning({ id: mailAccounts.id });
  return rows.length === 1;
}

/** What came of a fetch. */
export interface FetchResult {
  readonly found: number;
  readonly stored: number;
  readonly left: number;
  readonly more: boolean;
  readonly failure: TransportFailure | null;
}

/** Ends a fetch: its row where it is worth keeping, the account's state, and when the clock turns to it again. */
export async function endFetch(
  db: Database,
  lease: Pick<FetchLease, "fetchId" | "accountId" | "now">,
  result: FetchResult,
  after: { readonly nextFetchAt: number; readonly keepsRow: boolean },
): Promise<void> {
  const { fetchId, accountId, now } = lease;
  const { failure, ...counts } = result;
  const error = failure === null ? null : JSON.stringify(failure);
  await writeBatch(db, [
    !after.keepsRow
      ? db.drizzle.delete(mailFetches).where(eq(mailFetches.id, fetchId))
      : db.drizzle
          .update(mailFetches)
          .set({ ...counts, endedAt: now, outcome: failure === null ? "done" : "failed", error })
          .where(eq(mailFetches.id, fetchId)),
    db.drizzle
      .update(mailAccounts)
      .set({
        leaseOwner: null,
        leaseUntil: null,
        nextFetchAt: sql`iif(${mailAccounts.validity} = 'valid', ${after.nextFetchAt}, null)`,
        ...(failure === null
          ? { lastFetchedAt: now, failures: 0, error: null, errorAt: null }
          : { failures: sql`${mailAccounts.failures} + 1`, error, errorAt: now }),
      })
      .where(and(eq(mailAccounts.id, accountId), eq(mailAccounts.leaseOwner, fetchId))),
  ]);
}

/** Accounts whose fetch is due, the longest due first. One statement on the index. */
export async function dueMailAccounts(db: Database, now: number, limit: number): Promise<string[]> {
  const rows = await db.drizzle
    .select({ id: mailAccounts.id })
    .from(mailAccounts)
    .where(
      and(lte(mailAccounts.nextFetchAt, now), or(isNull(mailAccounts.leaseUntil), lte(mailAccounts.leaseUntil, now))),
    )
    .orderBy(asc(mailAccounts.nextFetchAt))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** When the next account is due, ms; one that is being fetched does not count before its lease ends. */
export async function nextMailFetchAt(db: Database, now: number): Promise<number | null> {
  const leased = sql`iif(${mailAccounts.leaseUntil} > ${now}, ${mailAccounts.leaseUntil}, 0)`;
  const [row] = await db.drizzle
    .select({ at: sql<number | null>`min(max(${mailAccounts.nextFetchAt}, ${leased}))` })
    .from(mailAccounts)
    .where(isNotNull(mailAccounts.nextFetchAt));
  return row?.at ?? null;
}

/** One page of an account's fetches, newest first, and how many there are. One round trip. */
export async function listMailFetches(
  db: Database,
  accountId: string,
  wanted: { page: number; pageSize: number },
): Promise<{ items: MailFetchRow[]; total: number }> {
  const ofAccount = eq(mailFetches.accountId, accountId);
  const [items, [counted]] = await db.drizzle.batch([
    db.drizzle
      .select()
      .from(mailFetches)
      .where(ofAccount)
      .orderBy(desc(mailFetches.startedAt), desc(mailFetches.id))
      .limit(wanted.pageSize)
      .offset((wanted.page - 1) * wanted.pageSize),
    db.drizzle.select({ total: count() }).from(mailFetches).where(ofAccount),
  ]);
  return { items, total: counted?.total ?? 0 };
}

export async function findMailFetch(db: Database, id: string): Promise<MailFetchRow | undefined> {
  const [row] = await db.drizzle.select().from(mailFetches).where(eq(mailFetches.id, id));
  return row;
}

export function deleteOldFetches(db: Database, before: number): Statement {
  return db.drizzle.delete(mailFetches).where(lt(mailFetches.startedAt, before));
}

/** Valid accounts whose last fetches failed, for the banner. One statement. */
export async function failingMailAccounts(
  db: Database,
): Promise<{ id: string; name: string; failures: number; error: string; errorAt: number }[]> {
  return db.drizzle
    .select({
      id: mailAccounts.id,
      name: mailAccounts.name,
      failures: mailAccounts.failures,
      error: sql<string>`${mailAccounts.error}`,
      errorAt: sql<number>`${mailAccounts.errorAt}`,
    })
    .from(mailAccounts)
    .where(and(isNotNull(mailAccounts.error), eq(mailAccounts.validity, "valid"), gt(mailAccounts.failures, 0)))
    .orderBy(asc(mailAccounts.name));
}

function holds(accountId: string, fetchId: string) {
  return sql`exists (select 1 from ${mailAccounts} where ${mailAccounts.id} = ${accountId} and ${mailAccounts.leaseOwner} = ${fetchId})`;
}
