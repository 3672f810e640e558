import { routeAt } from "@grantry/client";
import type { HistoryEntry, tokenHistoryRoute } from "@grantry/schema";
import { Button } from "@mantine/core";
import { infiniteQueryOptions, useInfiniteQuery } from "@tanstack/react-query";
import { Outlet, useParams } from "@tanstack/react-router";
import { api } from "../../api.ts";
import { currentLanguage, useTranslation } from "../../i18n.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { HistoryChart } from "./history-chart.tsx";
import { HistoryTable } from "./history-table.tsx";

const PAGE = 200;
const tokenHistory = routeAt<typeof tokenHistoryRoute>("get", "/token-configs/{id}/history");

const historyQuery = (id: string) =>
  infiniteQueryOptions({
    // Below the key of all that is about tokens: a new token makes a new entry.
    queryKey: ["token-configs", "history", id, currentLanguage()],
    queryFn: async ({ pageParam }) =>
      (await api.call(tokenHistory, { params: { id }, query: { limit: PAGE, before: pageParam } })).data,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    refetchInterval: 60_000,
  });

/** What became of each authorization and refresh: as a chart, and in words. What belongs below stands in the outlet. */
export function TokenHistory() {
  const { t } = useTranslation();
  const { id } = useParams({ from: "/signed-in/token-configs/$id" });
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(historyQuery(id));
  const entries = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <section className="panel stack" style={{ gap: 12 }} aria-labelledby="history">
        <div>
          <h2 id="history">{t("history.title")}</h2>
          <Summary entries={entries} isLoaded={data !== undefined} />
        </div>
        <ProblemAlert error={error} />
        {entries.length > 0 && (
          <>
            <HistoryChart entries={entries} />
            <details>
              <summary>{t("history.asTable")}</summary>
              <HistoryTable entries={entries} />
              {hasNextPage && (
                <Button variant="default" size="xs" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
                  {t("history.older")}
                </Button>
              )}
            </details>
          </>
        )}
      </section>
      <Outlet />
    </>
  );
}

function Summary({ entries, isLoaded }: { entries: readonly HistoryEntry[]; isLoaded: boolean }) {
  const { t } = useTranslation();
  const language = currentLanguage();
  if (entries.length === 0) return <p className="note">{isLoaded ? t("history.none") : t("history.loading")}</p>;
  const failed = entries.filter(({ outcome }) => outcome !== "succeeded").length;
  const durations = entries.map(({ durationMs }) => durationMs).filter((ms) => ms !== null);
  const sorted = durations.sort((a, b) => a - b);
  return (
    <p className="note">
      {t("history.summary", { count: entries.length, failed })}{" "}
      {sorted.length > 0 &&
        t("history.durations", {
          count: sorted.length,
          median: inSeconds(sorted[Math.floor(sorted.length / 2)] ?? 0, language),
          slowest: inSeconds(sorted.at(-1) ?? 0, language),
        })}
    </p>
  );
}

function inSeconds(ms: number, language: string): string {
  return new Intl.NumberFormat(language, {
    style: "unit",
    unit: "second",
    maximumSignificantDigits: 2,
  }).format(ms / 1000);
}
