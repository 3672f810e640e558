import { and, eq, isNull, lte, or } from "drizzle-orm";
import { type Database, writeBatch } from "./database.ts";
import { tokens } from "./tables.ts";
import { scheduleTokens } from "./token-schedule.ts";

/** A row that nobody is about to renew. */
export const noLease = { leaseOwner: null, leaseUntil: null, refreshSentAt: null } as const;

export interface LeaseWish {
  readonly configId: string;
  readonly generation: number;
  readonly owner: string;
  readonly now: number;
  readonly until: number;
  /** `true` when a person asked: back-off and an earlier refusal do not count, the lease does. */
  readonly byHand: boolean;
}

/**
 * Takes the right to send one request for this grant, or not: someone else has it, the token is newer than the one
 * that was read, or it is not yet time for another attempt. One statement.
 */
export async function takeLease(db: Database, wish: LeaseWish): Promise<boolean> {
  const rows = await db.drizzle
    .update(tokens)
    .set({ leaseOwner: wish.owner, leaseUntil: wish.until, refreshSentAt: wish.now, dueAt: wish.until })
    .where(
      and(
        eq(tokens.configId, wish.configId),
        eq(tokens.generation, wish.generation),
        or(isNull(tokens.leaseUntil), lte(tokens.leaseUntil, wish.now)),
        wish.byHand ? undefined : or(isNull(tokens.nextAttemptAt), lte(tokens.nextAttemptAt, wish.now)),
      ),
    )
    .returning({ configId: tokens.configId });
  return rows.length === 1;
}

/** Ends a lease that led to nothing we know of. That something may have been sent stays noted. */
export async function freeLease(
  db: Database,
  lease: { configId: string; owner: string; marginSeconds: number; now: number },
): Promise<void> {
  await writeBatch(db, [
    db.drizzle
      .update(tokens)
      .set({ leaseOwner: null, leaseUntil: null })
      .where(and(eq(tokens.configId, lease.configId), eq(tokens.leaseOwner, lease.owner))),
    scheduleTokens(db, lease),
  ]);
}
