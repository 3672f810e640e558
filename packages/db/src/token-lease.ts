import { and, eq, isNull, lte, or, type SQL, sql } from "drizzle-orm";
import { type Database, keptQuery, writeBatch } from "./database.ts";
import { tokens } from "./tables.ts";
import { scheduleTokens } from "./token-schedule.ts";

export interface LeaseWish {
  readonly configId: string;
  readonly generation: number;
  readonly owner: string;
  readonly now: number;
  readonly until: number;
  readonly asked: Asked;
}

/**
 * Who wants a request. Nobody gets one beside a lease. `by-clock` keeps to back-off and to refusals that do not heal;
 * `by-reader`, who has no usable token, waits {@link READER_WAITS_MS} after a failure, or as long as the provider said;
 * `by-hand` tries whatever was refused.
 */
export type Asked = "by-clock" | "by-reader" | "by-hand";

/** Back-off counts minutes while nobody needs the token; who does finds out soon that the provider is back. */
export const READER_WAITS_MS = 30_000;

/** A lease that was taken, with what the row said at that moment. */
export interface Lease {
  /** Failures in a row before. */
  readonly attempts: number;
  /** Since when a request has been without an answer; `null`: none is. */
  readonly unansweredSince: number | null;
}

/**
 * Takes the right to send one request for this grant, or not: someone else has it, the token is newer than the one
 * that was read, or it is not yet time for another attempt. One statement.
 * @returns `undefined`: not taken
 */
export async function takeLease(db: Database, wish: LeaseWish): Promise<Lease | undefined> {
  const { asked, ...values } = wish;
  const [row] = await leases[asked](db).all(values);
  return row && { attempts: row.attempts, unansweredSince: row.sentAt === wish.now ? null : row.sentAt };
}

const leases = { "by-clock": leaseAs("by-clock"), "by-reader": leaseAs("by-reader"), "by-hand": leaseAs("by-hand") };

function leaseAs(asked: Asked) {
  const [owner, until] = [sql`${sql.placeholder("owner")}`, sql`${sql.placeholder("until")}`];
  return keptQuery((db) =>
    db.drizzle
      .update(tokens)
      .set({
        leaseOwner: owner,
        leaseUntil: until,
        refreshSentAt: sql`coalesce(${tokens.refreshSentAt}, ${sql.placeholder("now")})`,
        dueAt: until,
      })
      .where(
        and(
          eq(tokens.configId, sql.placeholder("configId")),
          eq(tokens.generation, sql.placeholder("generation")),
          or(isNull(tokens.leaseUntil), lte(tokens.leaseUntil, sql.placeholder("now"))),
          mayTry(asked),
        ),
      )
      .returning({ attempts: tokens.attempts, sentAt: tokens.refreshSentAt })
      .prepare(),
  );
}

function mayTry(asked: Asked): SQL | undefined {
  if (asked === "by-hand") return undefined;
  const heals = or(isNull(tokens.errorClass), eq(tokens.errorClass, "transient"));
  const itIsTime = or(isNull(tokens.nextAttemptAt), lte(tokens.nextAttemptAt, sql.placeholder("now")));
  if (asked === "by-clock") return and(heals, itIsTime);
  const askedForMs = sql`coalesce(json_extract(${tokens.error}, '$.retryAfterSeconds'), 0) * 1000`;
  const waitedEnough = sql`${tokens.errorAt} + max(${READER_WAITS_MS}, ${askedForMs}) <= ${sql.placeholder("now")}`;
  return and(heals, or(itIsTime, waitedEnough));
}

/** Ends a lease that led to nothing we know of. That something may have been sent stays noted. */
export async function freeLease(
  db: Database,
  lease: { configId: string; owner: string; until: number; marginSeconds: number; now: number },
): Promise<void> {
  const mine = or(eq(tokens.leaseOwner, lease.owner), isNull(tokens.leaseOwner)); // an edit takes the owner away
  await writeBatch(db, [
    db.drizzle
      .update(tokens)
      .set({ leaseOwner: null, leaseUntil: null })
      .where(and(eq(tokens.configId, lease.configId), eq(tokens.leaseUntil, lease.until), mine)),
    scheduleTokens(db, lease),
  ]);
}
