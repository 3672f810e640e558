import type { AuditEvent } from "@grantry/schema";

const columns = {
  at: ({ at }) => at,
  action: ({ action }) => action,
  actorKind: ({ actor }) => actor.kind,
  actor: ({ actor }) => actor.label,
  subjectId: ({ subject }) => subject?.id ?? "",
  subject: ({ subject }) => subject?.label ?? "",
  problem: ({ problem }) => problem?.title ?? "",
  details: ({ details }) => (details === null ? "" : JSON.stringify(details)),
} as const satisfies Record<string, (event: AuditEvent) => string>;

/** Events as a table (RFC 4180), the names of the columns in the first line. */
export function auditCsv(events: readonly AuditEvent[]): string {
  const lines = events.map((event) => Object.values(columns).map((text) => cell(text(event))));
  return [Object.keys(columns), ...lines].map((line) => `${line.join(",")}\r\n`).join("");
}

/**
 * Names of configurations and people are theirs to choose: what a spreadsheet would take for a formula gets an
 * apostrophe in front (OWASP, CSV injection).
 */
function cell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
