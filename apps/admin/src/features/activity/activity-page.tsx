import { type AuditFilter, auditActions, auditActorKinds } from "@grantry/schema";
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useTranslation } from "../../i18n.ts";
import { PageHead } from "../../ui/page-head.tsx";
import { usePageTitle } from "../../ui/page-title.ts";
import { EventsTable } from "./events-table.tsx";
import type { ActivitySearch } from "./queries.ts";

const PAGE = 50;
const route = getRouteApi("/signed-in/activity");

/** The audit log: who did what to what. What is looked for is in the address. */
export function ActivityPage() {
  const { t } = useTranslation();
  usePageTitle(t("activity.title"));
  const search = route.useSearch();
  const filter = filterOf(search);
  return (
    <>
      <PageHead title={t("activity.title")} summary={t("activity.summary")}>
        <div style={{ display: "flex", gap: 8, flexWrap: "wrap" }}>
          {(["csv", "json"] as const).map((format) => (
            <Button key={format} component="a" variant="default" href={exportAddress(filter, format)} download>
              {t(`activity.export.${format}`)}
            </Button>
          ))}
        </div>
      </PageHead>
      <Filters />
      <div className="panel" style={{ padding: 0, overflow: "hidden" }}>
        <EventsTable filter={filter} limit={PAGE} />
      </div>
    </>
  );
}

function Filters() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const choose = (change: ActivitySearch) =>
    void navigate({ search: (former) => ({ ...former, ...change }), replace: true });
  const any = { value: "", label: t("activity.any") };
  return (
    <div style={{ display: "flex", gap: 12, flexWrap: "wrap", alignItems: "flex-end", marginBottom: 12 }}>
      <NativeSelect
        label={t("activity.what")}
        value={filterOf(search).action ?? ""}
        data={[any, ...auditActions.map((action) => ({ value: action, label: t(`activity.action.${action}`) }))]}
        onChange={({ currentTarget: { value } }) => choose({ action: value || undefined })}
      />
      <NativeSelect
        label={t("activity.who")}
        value={filterOf(search).actorKind ?? ""}
        data={[any, ...auditActorKinds.map((kind) => ({ value: kind, label: t(`activity.actor.${kind}`) }))]}
        onChange={({ currentTarget: { value } }) => choose({ actorKind: value || undefined })}
      />
      {(["from", "to"] as const).map((end) => (
        <TextInput
          key={end}
          type="date"
          label={t(`activity.${end}`)}
          value={search[end] ?? ""}
          onChange={({ currentTarget: { value } }) => choose({ [end]: value || undefined })}
        />
      ))}
      {search.subjectId !== undefined && (
        <Link from="/activity" to="." search={{ ...search, subjectId: undefined }} className="chip">
          {t("activity.ofAll")}
        </Link>
      )}
    </div>
  );
}

/** What makes no sense in the address counts as left out. */
function filterOf({ subjectId, action, actorKind, from, to }: ActivitySearch): AuditFilter {
  return {
    subjectId,
    action: auditActions.find((known) => known === action),
    actorKind: auditActorKinds.find((known) => known === actorKind),
    since: startOfDay(from, 0),
    until: startOfDay(to, 1),
  };
}

/** Midnight where the reader is, so many days later. */
function startOfDay(date: string | undefined, daysLater: number): string | undefined {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date ?? "") ?? [];
  const midnight = new Date(Number(year), Number(month) - 1, Number(day) + daysLater);
  return Number.isNaN(midnight.getTime()) ? undefined : midnight.toISOString();
}

function exportAddress(filter: AuditFilter, format: "csv" | "json"): string {
  const set = new URLSearchParams({ format });
  for (const [name, value] of Object.entries(filter)) if (value !== undefined) set.set(name, value);
  return `/api/v1/audit-events/export?${set}`;
}
