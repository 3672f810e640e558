import type { OpenApiImportReport, OpenApiImportRow } from "@grantry/schema";
import { useTranslation } from "../../i18n.ts";

const tones = { added: "ok", skipped: "off", refused: "act", "left-out": "off" } as const;

/** Rows that are shown; a document may have five thousand. Those that need someone come first. */
const MOST_ROWS = 200;

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
    <section className="panel" style={{ marginTop: 18, padding: 0, overflow: "hidden" }} aria-live="polite">
      <div style={{ padding: 16 }}>
        <h2>{t(`webServices.openApi.${applied ? "done" : dryRun ? "wouldBe" : "nothing"}`)}</h2>
        <p className="muted" style={{ margin: "4px 0 0" }}>
          {counts
            .map(
              ([outcome, group]) =>
                `${t(`webServices.outcome.${outcome as OpenApiImportRow["outcome"]}`)}: ${group?.length ?? 0}`,
            )
            .join(" · ")}
        </p>
        {differs && (
          <p className="note" style={{ margin: "4px 0 0", overflowWrap: "anywhere" }}>
            {t("webServices.openApi.otherServer", { server, endpoint })}
          </p>
        )}
      </div>
      <table className="tokens">
        <thead>
          <tr>
            <th scope="col">{t("webServices.openApi.operation")}</th>
            <th scope="col">{t("webServices.invoker")}</th>
            <th scope="col">{t("webServices.openApi.outcome")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, MOST_ROWS).map((row) => (
            <tr key={row.index}>
              <td className="mono" style={{ overflowWrap: "anywhere" }}>
                {row.method} {row.path}
              </td>
              <td style={{ overflowWrap: "anywhere" }}>{row.name}</td>
              <td style={{ overflowWrap: "anywhere" }}>
                <span className="pill" data-tone={tones[row.outcome]}>
                  {t(`webServices.outcome.${row.outcome}`)}
                </span>
                {row.problem && <div className="note">{row.problem.detail}</div>}
                {row.notes.map((note) => (
                  <div key={note} className="note">
                    {note}
                  </div>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > MOST_ROWS && (
        <p className="note" style={{ padding: "0 16px" }}>
          {t("webServices.openApi.more", { count: rows.length - MOST_ROWS })}
        </p>
      )}
    </section>
  );
}

function withoutSlash(address: string): string {
  return address.replace(/\/$/, "");
}
