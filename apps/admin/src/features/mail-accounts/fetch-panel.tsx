import { fetchMailAccountRoute } from "@grantry/schema";
import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../../api.ts";
import { useTranslation } from "../../i18n.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { TimeInWords } from "../../ui/time-in-words.tsx";
import { fetchesQuery, mailAccountKeys } from "./queries.ts";
import { Reason } from "./reason.tsx";

/** Fetching by hand, with its real result, and what the last fetches came to. */
export function FetchPanel({ id }: { id: string }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const { data: fetches = [], error } = useQuery(fetchesQuery(id));
  const fetchNow = useMutation({
    mutationFn: async () => (await api.call(fetchMailAccountRoute, { params: { id } })).data,
    onSettled: () => queryClient.invalidateQueries({ queryKey: mailAccountKeys.all }),
  });
  return (
    <section className="panel stack" aria-label={t("mailAccounts.fetches")}>
      <h2>{t("mailAccounts.fetches")}</h2>
      <div>
        <Button variant="default" loading={fetchNow.isPending} onClick={() => fetchNow.mutate()}>
          {t("mailAccounts.fetchNow")}
        </Button>
      </div>
      <ProblemAlert error={fetchNow.error ?? error} />
      {fetches.length === 0 && (
        <p className="note" style={{ margin: 0 }}>
          {t("mailAccounts.noFetches")}
        </p>
      )}
      {fetches.map((fetch) => (
        <div key={fetch.id}>
          <TimeInWords instant={fetch.startedAt} hasHappened />: {t(`mailAccounts.fetchOutcome.${fetch.outcome}`)},{" "}
          {t("mailAccounts.fetched", { found: fetch.found, stored: fetch.stored, left: fetch.left })}
          <Reason problem={fetch.problem} />
        </div>
      ))}
    </section>
  );
}
