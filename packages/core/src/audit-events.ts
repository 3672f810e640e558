import { type AuditEventRow, listAuditEvents as read } from "@grantry/db";
import { type AuditEvent, type AuditFilter, historyCause, type Language, mostExportedEvents } from "@grantry/schema";
import type { Context } from "./context.ts";
import { firstIdOf } from "./ids.ts";
import { toInstant } from "./instants.ts";
import { sayCause } from "./tokens/history.ts";

/** Events of an export that are read at once. */
const EXPORT_PAGE = 1_000;

/** The audit log, newest first. One statement. */
export async function listAuditEvents(
  ctx: Context,
  filter: AuditFilter,
  page: { limit: number; before?: string | undefined },
): Promise<{ items: AuditEvent[]; next: string | null }> {
  const until = filter.until === undefined ? undefined : firstIdOf(Date.parse(filter.until));
  const bounds = [page.before, until].filter((id) => id !== undefined).sort();
  const rows = await read(ctx.db, {
    subjectId: filter.subjectId,
    action: filter.action,
    actorKind: filter.actorKind,
    fromId: filter.since === undefined ? undefined : firstIdOf(Date.parse(filter.since)),
    beforeId: bounds[0],
    limit: page.limit,
  });
  const next = rows.length === page.limit ? (rows.at(-1)?.id ?? null) : null;
  return { items: rows.map((row) => viewOf(row, ctx.language)), next };
}

/** The same as one list, for a file. A round trip for each thousand events. */
export async function exportAuditEvents(ctx: Context, filter: AuditFilter): Promise<AuditEvent[]> {
  const events: AuditEvent[] = [];
  let before: string | undefined;
  do {
    const page = await listAuditEvents(ctx, filter, { limit: EXPORT_PAGE, before });
    events.push(...page.items);
    before = page.next ?? undefined;
    await ctx.platform.wait(0); // others have their turn
  } while (before !== undefined && events.length < mostExportedEvents);
  return events;
}

function viewOf(row: AuditEventRow, language: Language): AuditEvent {
  const { id, at, action, subjectId, subjectLabel, details } = row;
  const cause = historyCause.safeParse(details?.["cause"]);
  return {
    id,
    at: toInstant(at),
    actor: { kind: row.actorKind, label: row.actorLabel },
    action,
    subject: subjectId === null ? null : { id: subjectId, label: subjectLabel ?? subjectId },
    details: details ?? null,
    problem: cause.success ? sayCause(cause.data, { language, at }) : null,
  };
}
