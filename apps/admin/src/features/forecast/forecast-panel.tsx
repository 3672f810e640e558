import { routeAt } from "@grantry/client";
import type { Forecast, listForecastsRoute } from "@grantry/schema";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api } from "../../api.ts";
import { currentLanguage, useTranslation } from "../../i18n.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { exactTime, TimeInWords } from "../../ui/time-in-words.tsx";
import "./forecast-panel.css";

const DAY_MS = 86_400_000;
const DAYS = 90;

const listForecasts = routeAt<typeof listForecastsRoute>("get", "/forecasts");

const forecastsQuery = () =>
  queryOptions({
    // Below the key of all that is about tokens: a new token has another end.
    queryKey: ["token-configs", "forecasts", currentLanguage()],
    queryFn: async () => (await api.call(listForecasts, {})).data,
    refetchInterval: 5 * 60_000,
  });

/** The coming 90 days: as a line of marks, and in words with what to do. */
export function ForecastPanel() {
  const { t } = useTranslation();
  const { data, error } = useQuery(forecastsQuery());
  if (!data) return <ProblemAlert error={error} />;
  const ends = data.items.filter(({ kind }) => kind !== "next-refresh");
  return (
    <section className="panel stack" style={{ gap: 12, marginTop: 16 }} aria-labelledby="forecast">
      <div style={{ display: "flex", gap: 12, flexWrap: "wrap", justifyContent: "space-between" }}>
        <h2 id="forecast">{t("forecast.title")}</h2>
        <Link to="/settings/calendar">{t("forecast.calendar")}</Link>
      </div>
      {ends.length === 0 ? (
        <p style={{ margin: 0 }}>{t("forecast.none")}</p>
      ) : (
        <>
          <Timeline items={ends} until={Date.parse(data.until)} />
          <ul className="forecasts">
            {ends.map(({ id, at, title, action, href }) => (
              <li key={id}>
                <span title={exactTime(at, currentLanguage())}>
                  <TimeInWords instant={at} />
                </span>
                <span>
                  <Link to={href}>{title}</Link> <span className="muted">{action}</span>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** One mark for each end, across the days; the list below says the same in words. */
function Timeline({ items, until }: { items: readonly Forecast[]; until: number }) {
  const { t } = useTranslation();
  const from = until - DAYS * DAY_MS;
  const left = (at: number) => `${1 + (98 * (at - from)) / (until - from)}%`;
  const months = new Intl.DateTimeFormat(currentLanguage(), { day: "numeric", month: "short" });
  return (
    <svg className="timeline" width="100%" height="46" role="img" aria-label={t("forecast.chart")}>
      <line x1="0" x2="100%" y1="20" y2="20" />
      {[0, 30, 60].map((days) => (
        <text key={days} x={left(from + days * DAY_MS)} y="42">
          {months.format(from + days * DAY_MS)}
        </text>
      ))}
      {items.map(({ id, at, kind, title }) => (
        <circle key={id} cx={left(Date.parse(at))} cy="20" r="6" className={kind}>
          <title>{title}</title>
        </circle>
      ))}
    </svg>
  );
}
