import type { AuditEvent, AuditFilter } from "@grantry/schema";
import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { currentLanguage, useTranslation } from "../../i18n.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { exactTime } from "../../ui/time-in-words.tsx";
import { auditEventsQuery, isKnownAction } from "./queries.ts";

/** Events that pass the filter, newest first, and the way to older ones. */
export function EventsTable({ filter, limit }: { filter: AuditFilter; limit: number }) {
  const { t } = useTranslation();
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    auditEventsQuery(filter, limit),
  );
  const events = data?.pages.flatMap(({ items }) => items) ?? [];
  const isOfOneSubject = filter.subjectId !== undefined;
  return (
    <>
      <ProblemAlert error={error} />
      <table className="tokens">
        <thead>
          <tr>
            <th scope="col">{t("activity.when")}</th>
            <th scope="col">{t("activity.what")}</th>
            {!isOfOneSubject && <th scope="col">{t("activity.subject")}</th>}
            <th scope="col">{t("activity.who")}</th>
          </tr>
        </thead>
        <tbody>
          {events.map((event) => (
            <tr key={event.id}>
              <td>
                <time dateTime={event.at}>{exactTime(event.at, currentLanguage())}</time>
              </td>
              <td>
                <What event={event} />
              </td>
              {!isOfOneSubject && <td style={{ overflowWrap: "anywhere" }}>{event.subject?.label}</td>}
              <td style={{ overflowWrap: "anywhere" }}>{event.actor.label}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {data && events.length === 0 && <p style={{ padding: 16, margin: 0 }}>{t("activity.none")}</p>}
      {hasNextPage && (
        <div style={{ padding: 12 }}>
          <Button variant="default" size="xs" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t("activity.older")}
          </Button>
        </div>
      )}
    </>
  );
}

function What({ event: { action, problem, details } }: { event: AuditEvent }) {
  const { t } = useTranslation();
  const words = isKnownAction(action) ? t(`activity.action.${action}`) : action;
  if (problem) {
    return (
      <>
        {words}
        <div className="note">
          {problem.title} {problem.action}
        </div>
      </>
    );
  }
  return (
    <>
      {words}
      {details && <div className="note mono">{JSON.stringify(details)}</div>}
    </>
  );
}
