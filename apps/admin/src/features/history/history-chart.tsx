import "./history-chart.css";
import type { HistoryEntry } from "@grantry/schema";
import { currentLanguage, useTranslation } from "../../i18n.ts";
import { exactTime } from "../../ui/time-in-words.tsx";

const HEIGHT = 150;
const FLOOR = 132;
const TOP = 14;
/** Where nobody was asked there is no duration: the mark stands on the floor. */
const SHORTEST_MS = 10;

/** Each attempt as a mark: across its time, upwards how long it took. Failures are triangles, not only red. */
export function HistoryChart({ entries }: { entries: readonly HistoryEntry[] }) {
  const { t } = useTranslation();
  const language = currentLanguage();
  const times = entries.map(({ at }) => Date.parse(at));
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const longestMs = Math.max(1_000, ...entries.map(({ durationMs }) => durationMs ?? 0));
  const left = (at: string) => (last === first ? 50 : 10 + (88 * (Date.parse(at) - first)) / (last - first));
  const top = (durationMs: number | null) => FLOOR - (FLOOR - TOP) * heightOf(durationMs ?? 0, longestMs);
  const lines = [100, 1_000, 10_000].filter((ms) => ms <= longestMs);
  return (
    <figure className="history-chart">
      <svg width="100%" height={HEIGHT} role="img" aria-label={t("history.chart")}>
        <line x1="0" x2="100%" y1={FLOOR + 6} y2={FLOOR + 6} className="axis" />
        {lines.map((ms) => (
          <g key={ms}>
            <line x1="0" x2="100%" y1={top(ms)} y2={top(ms)} className="grid" />
            <text x="0" y={top(ms) - 4}>
              {new Intl.NumberFormat(language, { style: "unit", unit: "second" }).format(ms / 1_000)}
            </text>
          </g>
        ))}
        {[...entries].reverse().map((entry) => (
          <svg key={entry.id} x={`${left(entry.at)}%`} y={top(entry.durationMs)} overflow="visible" aria-hidden>
            <title>{`${exactTime(entry.at, language)} · ${t(`history.kind.${entry.kind}`)} · ${entry.problem?.title ?? t("history.outcome.succeeded")}`}</title>
            <Mark entry={entry} />
          </svg>
        ))}
      </svg>
      <div className="ends">
        <span>{exactTime(new Date(first).toISOString(), language)}</span>
        {last !== first && <span>{exactTime(new Date(last).toISOString(), language)}</span>}
      </div>
      <figcaption className="legend">
        <Legend kind="refresh" label={t("history.kind.refresh")} />
        <Legend kind="authorization" label={t("history.kind.authorization")} />
        <Legend kind="failure" label={t("history.failure")} />
      </figcaption>
    </figure>
  );
}

/** From 0 to 1, by orders of magnitude: 50 ms and 5 s are both to be told apart. */
function heightOf(ms: number, longestMs: number): number {
  return ms <= SHORTEST_MS ? 0 : Math.log(ms / SHORTEST_MS) / Math.log(longestMs / SHORTEST_MS);
}

function Mark({ entry }: { entry: HistoryEntry }) {
  if (entry.outcome !== "succeeded") {
    return <path d="M0 -6 L6 5 L-6 5 Z" className={entry.outcome === "transient" ? "passing" : "failed"} />;
  }
  if (entry.kind === "refresh") return <circle r="3" className="good" />;
  return <path d="M0 -6 L6 0 L0 6 L-6 0 Z" className="good" />;
}

function Legend({ kind, label }: { kind: "refresh" | "authorization" | "failure"; label: string }) {
  return (
    <span>
      <svg width="14" height="14" viewBox="-7 -7 14 14" aria-hidden>
        {kind === "refresh" && <circle r="3" className="good" />}
        {kind === "authorization" && <path d="M0 -6 L6 0 L0 6 L-6 0 Z" className="good" />}
        {kind === "failure" && <path d="M0 -6 L6 5 L-6 5 Z" className="failed" />}
      </svg>
      {label}
    </span>
  );
}
