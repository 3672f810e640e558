import type { ImportOutcome, ImportReport } from "@grantry/schema";
import { useTranslation } from "../../i18n.ts";
import { OutcomeReport } from "../../ui/outcome-report.tsx";

const tones = {
  added: "ok",
  overwritten: "wait",
  skipped: "off",
  refused: "act",
  "left-out": "off",
} as const satisfies Record<ImportOutcome, string>;

/** What became, or would become, of each entry. */
export function ImportReportTable({ report: { applied, dryRun, entries } }: { report: ImportReport }) {
  const { t } = useTranslation();
  const counts = Object.entries(Object.groupBy(entries, ({ outcome }) => outcome));
  const rows = entries.toSorted((a, b) => Number(b.problem !== null) - Number(a.problem !== null));
  return (
    <OutcomeReport
      title={t(applied ? "import.done" : dryRun ? "import.wouldBe" : "import.nothing")}
      counts={counts.map(([outcome, group]) => [t(`importOutcome.${outcome as ImportOutcome}`), group?.length ?? 0])}
      columns={[t("import.line"), t("field.name"), t("import.outcome")]}
      rows={rows.map(({ index, line, name, outcome, clientSecretMissing, problem }) => ({
        key: index,
        cells: [line, name ?? "–"],
        tone: tones[outcome],
        outcome: t(`importOutcome.${outcome}`),
        notes: [...(clientSecretMissing ? [t("import.secretMissing")] : []), ...(problem ? [problem.detail] : [])],
      }))}
      more={(count) => t("import.more", { count })}
    />
  );
}
