import { type AuditEvent, auditEvent, type Statement } from "@grantry/db";
import type { AuditAction } from "@grantry/schema";
import type { Context } from "./context.ts";
import { newId } from "./ids.ts";

/** The audit log's line for what a batch does, to be sent with it. */
export function audit(ctx: Context, ...told: Told): Statement {
  return auditEvent(ctx.db, auditLine(ctx, ...told));
}

/** The same as data, for a statement of the database's own that writes it only where something changed. */
export function auditLine(ctx: Context, ...[action, subject, details]: Told): AuditEvent {
  const { platform, actor } = ctx;
  return { id: newId(platform), at: platform.now(), actor, action, subject, ...(details && { details }) };
}

type Told = [
  action: AuditAction,
  subject: { readonly id: string; readonly label: string },
  details?: Readonly<Record<string, unknown>>,
];
