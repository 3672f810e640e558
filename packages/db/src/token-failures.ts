import type { ProviderFailure } from "@grantry/schema";
import { and, eq, inArray, isNotNull, sql } from "drizzle-orm";
import { type AuditEvent, auditEventWhereChanged } from "./audit-events.ts";
import { type Database, type Statement, writeBatch } from "./database.ts";
import { tokenConfigs, tokens } from "./tables.ts";
import { noError } from "./token-at-rest.ts";
import { type HistoryLine, noteHistory } from "./token-history.ts";
import { scheduleTokens } from "./token-schedule.ts";

/**
 * Notes a failure where the token is still the one that was read, and ends this owner's lease. Nothing else changes:
 * tokens and dates stay.
 * @returns `false`: a newer token is there, or what the request was made with has been edited since
 */
export async function saveFailure(
  db: Database,
  failed: {
    configId: string;
    generation: number;
    owner: string;
    failure: ProviderFailure;
    nextAttemptAt: number | null;
    /** When a request was sent whose answer never came; `undefined`: this one's. */
    unansweredSince: number | null | undefined;
    now: number;
    marginSeconds: number;
    audit: AuditEvent;
    history: Pick<HistoryLine, "id" | "at" | "durationMs">;
  },
): Promise<boolean> {
  const { configId, failure, now } = failed;
  const mine = and(
    eq(tokens.configId, configId),
    eq(tokens.generation, failed.generation),
    eq(tokens.leaseOwner, failed.owner),
  );
  const [noted] = await writeBatch(db, [
    db.drizzle
      .update(tokens)
      .set({
        leaseOwner: null,
        leaseUntil: null,
        refreshSentAt: failed.unansweredSince,
        attempts: sql`${tokens.attempts} + 1`,
        nextAttemptAt: failed.nextAttemptAt,
        error: JSON.stringify(failure),
        errorClass: failure.class,
        errorAt: now,
      })
      .where(mine)
      .returning({ configId: tokens.configId }),
    auditEventWhereChanged(db, failed.audit),
    ...noteHistory(configId, { ...failed.history, kind: "refresh", cause: failure }),
    scheduleTokens(db, { marginSeconds: failed.marginSeconds, now, configId }),
  ]);
  return noted?.rows.length === 1;
}

/** A request that is under way keeps its lease, but what it is refused says nothing about what has been edited since. */
const noOwner = { leaseOwner: null } as const;

/** Forgets the last error, so that the token is tried again: what it was about has been edited. */
export function clearFailure(db: Database, configId: string): Statement {
  return db.drizzle
    .update(tokens)
    .set({ ...noError, ...noOwner })
    .where(eq(tokens.configId, configId));
}

/** Forgets the last failure of every configuration of an app registration, where it was for its settings' sake. */
export function clearFailuresOf(db: Database, appRegistrationId: string): Statement[] {
  const configs = db.drizzle
    .select({ id: tokenConfigs.id })
    .from(tokenConfigs)
    .where(eq(tokenConfigs.appRegistrationId, appRegistrationId));
  return [
    db.drizzle
      .update(tokens)
      .set(noError)
      .where(and(inArray(tokens.configId, configs), eq(tokens.errorClass, "config"))),
    db.drizzle
      .update(tokens)
      .set(noOwner)
      .where(and(inArray(tokens.configId, configs), isNotNull(tokens.leaseOwner))),
  ];
}
