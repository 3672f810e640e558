import type { OpenApiImportReport, OpenApiImportRow } from "@grantry/schema";
import { useTranslation } from "../../i18n.ts";
import { OutcomeReport } from "../../ui/outcome-report.tsx";

type Outcome = OpenApiImportRow["outcome"];

const tones = { added: "ok", skipped: "off", refused: "act", "left-out": "off" } as const;

/** What became, or would become, of each operation. */
export function OpenApiReport({
  report: { applied, dryRun, entries, server },
  endpoint,
}: {
  report: OpenApiImportReport;
  endpoint: string | undefined;
}) {
  const { t } = useTranslation();
  const counts = Object.entries(Object.groupBy(entries, ({ outcome }) => outcome));
  const weight = ({ problem, notes }: OpenApiImportRow) => (problem ? 2 : Math.min(notes.length, 1));
  const rows = entries.toSorted((a, b) => weight(b) - weight(a));
  const differs = endpoint !== undefined && server !== null && withoutSlash(server) !== withoutSlash(endpoint);
  return (
    <OutcomeReport
      title={t(`webServices.openApi.${applied ? "done" : dryRun ? "wouldBe" : "nothing"}`)}
      counts={counts.map(([outcome, group]) => [t(`webServices.outcome.${outcome as Outcome}`), group?.length ?? 0])}
      note={differs ? t("webServices.openApi.otherServer", { server, endpoint }) : undefined}
      columns={[t("webServices.openApi.operation"), t("webServices.invoker"), t("webServices.openApi.outcome")]}
      rows={rows.map(({ index, method, path, name, outcome, notes, problem }) => ({
        key: index,
        cells: [
          <span key="operation" className="mono">
            {method} {path}
          </span>,
          name,
        ],
        tone: tones[outcome],
        outcome: t(`webServices.outcome.${outcome}`),
        notes: [...(problem ? [problem.detail] : []), ...notes],
      }))}
      more={(count) => t("webServices.openApi.more", { count })}
    />
  );
}

function withoutSlash(address: string): string {
  return address.replace(/\/$/, "");
}
