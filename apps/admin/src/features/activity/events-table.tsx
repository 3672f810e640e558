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
  const whoOf = ({ label }: AuditEvent["actor"]) => (isOwnActor(label) ? t(`activity.own.${label}`) : label);
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
              <td style={{ whiteSpace: "nowrap" }}>
                <time dateTime={event.at}>{exactTime(event.at, currentLanguage())}</time>
              </td>
              <td>
                <What event={event} />
              </td>
              {!isOfOneSubject && <td style={{ overflowWrap: "anywhere" }}>{event.subject?.label}</td>}
              <td style={{ overflowWrap: "anywhere" }}>{whoOf(event.actor)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {data && events.length === 0 && <p style={{ padding: "12px 20px 20px", margin: 0 }}>{t("activity.none")}</p>}
      {hasNextPage && (
        <div style={{ padding: "12px 20px" }}>
          <Button variant="default" size="xs" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t("activity.older")}
          </Button>
        </div>
      )}
    </>
  );
}

/** Actors that the product names itself; people and keys have names of their own. */
const ownActors = ["clock", "redirect", "anonymous"] as const;

function isOwnActor(label: string): label is (typeof ownActors)[number] {
  return ownActors.some((own) => own === label);
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
      {details && <div className="note">{detailsInWords(details)}</div>}
    </>
  );
}

/** `name: value` of each, as programs call them; lists as lists, and nothing of what is empty. */
function detailsInWords(details: NonNullable<AuditEvent["details"]>): string {
  return Object.entries(details)
    .filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0))
    .map(([name, value]) => `${name}: ${[value].flat().map(inWords).join(", ")}`)
    .join(" · ");
}

function inWords(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
