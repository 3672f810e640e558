import type { ImportOutcome, ImportSummary } from "@grantry/schema";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "../../i18n.ts";
import { countsInWords } from "../../ui/outcome-report.tsx";
import { TimeInWords } from "../../ui/time-in-words.tsx";
import { importsQuery } from "./import-run.ts";

const tones = {
  arriving: "wait",
  running: "wait",
  applied: "ok",
  refused: "act",
  failed: "act",
} as const satisfies Record<ImportSummary["state"], string>;

/** The reader's imports of the last days, for who closed the page while one ran. */
export function EarlierImports() {
  const { t } = useTranslation();
  const { data: imports = [] } = useQuery(importsQuery);
  if (imports.length === 0) return null;
  return (
    <section className="panel" style={{ marginTop: 18 }} aria-labelledby="earlier-imports">
      <h2 id="earlier-imports">{t("import.earlier")}</h2>
      <ul style={{ listStyle: "none", margin: "12px 0 0", padding: 0, display: "grid", gap: 8 }}>
        {imports.map(({ id, startedAt, state, counts }) => (
          <li key={id} style={{ display: "flex", gap: 12, flexWrap: "wrap", alignItems: "center" }}>
            <span className="pill" data-tone={tones[state]}>
              {t(`importState.${state}`)}
            </span>
            <Link to="/token-configs/import/runs/$id" params={{ id }}>
              <TimeInWords instant={startedAt} />
            </Link>
            <span className="muted">
              {countsInWords(
                Object.entries(counts).map(([outcome, count]) => [
                  t(`importOutcome.${outcome as ImportOutcome}`),
                  count,
                ]),
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
