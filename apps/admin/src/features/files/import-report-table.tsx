import type { ImportOutcome, ImportReport } from "@grantry/schema";
import { useTranslation } from "../../i18n.ts";

const tones = {
  added: "ok",
  overwritten: "wait",
  skipped: "off",
  refused: "act",
  "left-out": "off",
} as const satisfies Record<ImportOutcome, string>;

/** Rows that are shown; a file may have ten thousand. Those that need someone come first. */
const MOST_ROWS = 200;

/** What became, or would become, of each entry. */
export function ImportReportTable({ report }: { report: ImportReport }) {
  const { t } = useTranslation();
  const counts = Object.entries(Object.groupBy(report.entries, ({ outcome }) => outcome));
  const rows = report.entries.toSorted((a, b) => Number(b.problem !== null) - Number(a.problem !== null));
  return (
    <section className="panel" style={{ marginTop: 18, padding: 0, overflow: "hidden" }} aria-live="polite">
      <div style={{ padding: 16 }}>
        <h2>{t(report.applied ? "import.done" : report.dryRun ? "import.wouldBe" : "import.nothing")}</h2>
        <p className="muted" style={{ margin: "4px 0 0" }}>
          {counts
            .map(([outcome, entries]) => `${t(`importOutcome.${outcome as ImportOutcome}`)}: ${entries?.length ?? 0}`)
            .join(" · ")}
        </p>
      </div>
      <table className="tokens">
        <thead>
          <tr>
            <th scope="col">{t("import.line")}</th>
            <th scope="col">{t("field.name")}</th>
            <th scope="col">{t("import.outcome")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, MOST_ROWS).map((row) => (
            <tr key={row.index}>
              <td className="muted">{row.line}</td>
              <td style={{ overflowWrap: "anywhere" }}>{row.name ?? "–"}</td>
              <td>
                <span className="pill" data-tone={tones[row.outcome]}>
                  {t(`importOutcome.${row.outcome}`)}
                </span>
                {row.clientSecretMissing && <div className="note">{t("import.secretMissing")}</div>}
                {row.problem && <div className="note">{row.problem.detail}</div>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > MOST_ROWS && (
        <p className="note" style={{ padding: "0 16px" }}>
          {t("import.more", { count: rows.length - MOST_ROWS })}
        </p>
      )}
    </section>
  );
}
