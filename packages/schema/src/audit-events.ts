import * as z from "zod";
import { auditActions, auditActorKinds } from "./audit-actions.ts";
import { problem } from "./problems.ts";
import { instant, jsonContent, needs } from "./route.ts";

export const auditEvent = z
  .object({
    id: z.string(),
    at: instant,
    actor: z.object({ kind: z.string(), label: z.string() }).describe("who did it"),
    action: z.string().describe(`what was done; one of ${auditActions.join(", ")}, or what a newer version did`),
    subject: z.object({ id: z.string(), label: z.string() }).nullable().describe("to what, by its name of then"),
    details: z.record(z.string(), z.unknown()).nullable(),
    problem: problem.nullable().describe("why it failed, in the reader's language"),
  })
  .meta({ id: "AuditEvent" });
export type AuditEvent = z.infer<typeof auditEvent>;

const filter = z.object({
  subjectId: z.string().max(200).optional(),
  action: z.enum(auditActions).optional(),
  actorKind: z.enum(auditActorKinds).optional(),
  since: instant.optional(),
  until: instant.optional(),
});
export type AuditFilter = z.infer<typeof filter>;

export const listAuditEventsRoute = {
  method: "get",
  path: "/audit-events",
  summary: "The audit log, newest first",
  ...needs("audit:read"),
  request: {
    query: filter.extend({
      limit: z.coerce.number().int().min(1).max(500).default(50),
      before: z.string().max(100).optional().describe("id of the event that the last page ended with"),
    }),
  },
  responses: {
    200: {
      description: "A page; next is the before of the one after it",
      content: jsonContent(z.object({ items: z.array(auditEvent), next: z.string().nullable() })),
    },
  },
  refuses: ["invalid-input"],
} as const;

/** Events of one file; who wants more narrows the time. */
export const mostExportedEvents = 50_000;

export const exportAuditEventsRoute = {
  method: "get",
  path: "/audit-events/export",
  summary: `The audit log as a file, newest first, at most ${mostExportedEvents} events`,
  ...needs("audit:read"),
  request: { query: filter.extend({ format: z.enum(["json", "csv"]).default("json") }) },
  responses: {
    200: {
      description: "The file",
      content: {
        "application/json": { schema: z.array(auditEvent) },
        "text/csv": { schema: z.string() },
      },
    },
  },
  refuses: ["invalid-input"],
} as const;
