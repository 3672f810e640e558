import { auditEvent, type Statement } from "@grantry/db";
import type { Context } from "./context.ts";
import { newId } from "./ids.ts";

/** The audit log's line for what a batch does, to be sent with it. */
export function audit(
  ctx: Context,
  action: string,
  subject: { id: string; label: string },
  details?: Readonly<Record<string, unknown>>,
): Statement {
  const { db, platform, actor } = ctx;
  return auditEvent(db, {
    id: newId(platform),
    at: platform.now(),
    actor,
    action,
    subject,
    ...(details && { details }),
  });
}
