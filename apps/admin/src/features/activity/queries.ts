import { routeAt } from "@grantry/client";
import {
  type AuditAction,
  type AuditEvent,
  type AuditFilter,
  auditActions,
  type listAuditEventsRoute,
} from "@grantry/schema";
import { infiniteQueryOptions } from "@tanstack/react-query";
import { api } from "../../api.ts";
import { currentLanguage } from "../../i18n.ts";

const listAuditEvents = routeAt<typeof listAuditEventsRoute>("get", "/audit-events");

/** What is looked for, as it stands in the address. */
export interface ActivitySearch {
  readonly subjectId?: string | undefined;
  readonly action?: string | undefined;
  readonly actorKind?: string | undefined;
  /** Days, `YYYY-MM-DD`, both included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Pages of the audit log, newest first. */
export const auditEventsQuery = (filter: AuditFilter, limit: number) =>
  infiniteQueryOptions({
    queryKey: ["audit-events", filter, limit, currentLanguage()],
    queryFn: async ({ pageParam }) =>
      (await api.call(listAuditEvents, { query: { ...filter, limit, before: pageParam } })).data,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });

/** Whether there are words for what was done: a newer version may have done what this page does not know. */
export function isKnownAction(action: AuditEvent["action"]): action is AuditAction {
  return auditActions.some((known) => known === action);
}
