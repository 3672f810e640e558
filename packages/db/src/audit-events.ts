import type { Actor } from "@grantry/schema";
import type { Database, Statement } from "./database.ts";
import { auditEvents } from "./tables.ts";

/** One line of the audit log, to be written with what it tells of. Details never hold a secret. */
export function auditEvent(
  db: Database,
  event: {
    id: string;
    at: number;
    actor: Actor;
    action: string;
    subject?: { id: string; label: string };
    details?: Readonly<Record<string, unknown>>;
  },
): Statement {
  return db.drizzle.insert(auditEvents).values({
    id: event.id,
    at: event.at,
    actorKind: event.actor.kind,
    actorId: event.actor.id,
    actorLabel: event.actor.label,
    action: event.action,
    subjectId: event.subject?.id ?? null,
    subjectLabel: event.subject?.label ?? null,
    details: event.details ?? null,
  });
}
