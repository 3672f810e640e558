import type { Actor } from "@grantry/schema";
import { and, desc, eq, getTableColumns, gte, lt, sql } from "drizzle-orm";
import { type Database, keptStatement, type Statement } from "./database.ts";
import { auditEvents } from "./tables.ts";

/** One line of the audit log. Details never hold a secret. */
export interface AuditEvent {
  readonly id: string;
  readonly at: number;
  readonly actor: Actor;
  readonly action: string;
  readonly subject?: { readonly id: string; readonly label: string };
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Writes a line of the audit log, to be sent with what it tells of. */
export function auditEvent(db: Database, event: AuditEvent): Statement {
  return db.drizzle.insert(auditEvents).values(rowOf(event));
}

/** The same, written only where the statement before it in the batch changed something. */
export function auditEventWhereChanged(db: Database, event: AuditEvent): Statement {
  return insertWhereChanged(db, rowOf(event));
}

const insertWhereChanged = keptStatement<typeof auditEvents.$inferInsert>((db) => {
  const columns = Object.entries(getTableColumns(auditEvents));
  const values = columns.map(([name, column]) => sql.param(sql.placeholder(name), column));
  return db.drizzle.insert(auditEvents).select(sql`select ${sql.join(values, sql`, `)} where changes() > 0`);
});

export type AuditEventRow = typeof auditEvents.$inferSelect;

/** What of the audit log is wanted; ids are in the order of time, so bounds in time are given as ids. */
export interface AuditEventWish {
  readonly subjectId: string | undefined;
  readonly action: string | undefined;
  readonly actorKind: string | undefined;
  readonly fromId: string | undefined;
  readonly beforeId: string | undefined;
  readonly limit: number;
}

/** The audit log, newest first. One statement on an index. */
export async function listAuditEvents(db: Database, wish: AuditEventWish): Promise<AuditEventRow[]> {
  const { subjectId, action, actorKind, fromId, beforeId } = wish;
  return db.drizzle
    .select()
    .from(auditEvents)
    .where(
      and(
        subjectId === undefined ? undefined : eq(auditEvents.subjectId, subjectId),
        action === undefined ? undefined : eq(auditEvents.action, action),
        actorKind === undefined ? undefined : eq(auditEvents.actorKind, actorKind),
        fromId === undefined ? undefined : gte(auditEvents.id, fromId),
        beforeId === undefined ? undefined : lt(auditEvents.id, beforeId),
      ),
    )
    .orderBy(desc(auditEvents.id))
    .limit(wish.limit);
}

function rowOf(event: AuditEvent): typeof auditEvents.$inferInsert {
  return {
    id: event.id,
    at: event.at,
    actorKind: event.actor.kind,
    actorId: event.actor.id,
    actorLabel: event.actor.label,
    action: event.action,
    subjectId: event.subject?.id ?? null,
    subjectLabel: event.subject?.label ?? null,
    details: event.details ?? null,
  };
}
