import type { HistoryEntry } from "@grantry/schema";
import { currentLanguage, useTranslation } from "../../i18n.ts";
import { exactTime } from "../../ui/time-in-words.tsx";

/** The chart's text equivalent, and more: why each one failed, with what to quote to the provider. */
export function HistoryTable({ entries }: { entries: readonly HistoryEntry[] }) {
  const { t } = useTranslation();
  const language = currentLanguage();
  const milliseconds = new Intl.NumberFormat(language, { style: "unit", unit: "millisecond" });
  return (
    <table className="tokens">
      <thead>
        <tr>
          <th scope="col">{t("history.when")}</th>
          <th scope="col">{t("history.what")}</th>
          <th scope="col">{t("history.outcome")}</th>
          <th scope="col">{t("history.took")}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map(({ id, at, kind, outcome, durationMs, problem }) => (
          <tr key={id}>
            <td>
              <time dateTime={at}>{exactTime(at, language)}</time>
            </td>
            <td>{t(`history.kind.${kind}`)}</td>
            <td>
              {problem === null ? t("history.outcome.succeeded") : <strong>{problem.title}</strong>}
              {problem && (
                <div className="note">
                  {problem.action}
                  <Quoted codes={[problem.providerError, problem.providerCode, problem.traceId]} />
                </div>
              )}
              {outcome === "transient" && <div className="note">{t("history.healed")}</div>}
            </td>
            <td>{durationMs === null ? "–" : milliseconds.format(durationMs)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The provider's own words, for its support. */
function Quoted({ codes }: { codes: readonly (string | undefined)[] }) {
  const told = codes.filter((code) => code !== undefined);
  return told.length > 0 ? <div className="mono">{told.join(" · ")}</div> : null;
}
