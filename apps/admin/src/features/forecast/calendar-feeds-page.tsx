import { routeAt } from "@grantry/client";
import type {
  CalendarFeed,
  createCalendarFeedRoute,
  listCalendarFeedsRoute,
  revokeCalendarFeedRoute,
} from "@grantry/schema";
import { Button, TextInput } from "@mantine/core";
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "../../api.ts";
import { useTranslation } from "../../i18n.ts";
import { AskFirstButton } from "../../ui/ask-first-button.tsx";
import { CopyableUri } from "../../ui/copy-button.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { usePageTitle } from "../../ui/page-title.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { TimeInWords } from "../../ui/time-in-words.tsx";

const routes = {
  list: routeAt<typeof listCalendarFeedsRoute>("get", "/calendar-feeds"),
  create: routeAt<typeof createCalendarFeedRoute>("post", "/calendar-feeds"),
  revoke: routeAt<typeof revokeCalendarFeedRoute>("delete", "/calendar-feeds/{id}"),
};

const feedsQuery = queryOptions({
  queryKey: ["calendar-feeds"],
  queryFn: async () => (await api.call(routes.list, {})).data.items,
});

/** Addresses for those who live in their calendar. */
export function CalendarFeedsPage() {
  const { t } = useTranslation();
  usePageTitle(t("calendar.title"));
  const queryClient = useQueryClient();
  const { data: feeds, error } = useQuery(feedsQuery);
  const [name, setName] = useState("");
  const create = useMutation({
    mutationFn: async () => (await api.call(routes.create, { body: { name } })).data,
    onSuccess: async () => {
      setName("");
      await queryClient.invalidateQueries(feedsQuery);
    },
  });
  return (
    <>
      <PageHead
        crumb={<Link to="/settings">{t("settings.title")}</Link>}
        title={t("calendar.title")}
        summary={t("calendar.summary")}
      />
      <ProblemAlert error={error} />
      <div className="columns">
        <div className="stack">
          {create.data && (
            <section className="panel stack" style={{ gap: 10 }} aria-live="polite">
              <h2>{create.data.name}</h2>
              <p style={{ margin: 0 }}>{t("calendar.once")}</p>
              <CopyableUri uri={`${location.origin}${create.data.path}`} />
            </section>
          )}
          <section className="panel stack" style={{ gap: 12 }}>
            {feeds?.length === 0 && <p style={{ margin: 0 }}>{t("calendar.none")}</p>}
            {feeds?.map((feed) => (
              <FeedLine key={feed.id} feed={feed} />
            ))}
          </section>
        </div>
        <form
          className="panel stack"
          style={{ gap: 12 }}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            create.mutate();
          }}
        >
          <TextInput
            label={t("calendar.name")}
            description={t("calendar.nameHelp")}
            value={name}
            maxLength={100}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          <div>
            <Button type="submit" disabled={name.trim() === ""} loading={create.isPending}>
              {t("calendar.make")}
            </Button>
          </div>
          <ProblemAlert error={create.error} />
        </form>
      </div>
    </>
  );
}

function FeedLine({ feed }: { feed: CalendarFeed }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  return (
    <div style={{ display: "flex", gap: 12, flexWrap: "wrap", justifyContent: "space-between" }}>
      <div style={{ minWidth: 0, overflowWrap: "anywhere" }}>
        <strong>{feed.name}</strong>
        <div className="note">
          {t("calendar.madeBy", { who: feed.createdBy })} <TimeInWords instant={feed.createdAt} />
        </div>
      </div>
      <AskFirstButton
        look="framed"
        label={t("calendar.revoke")}
        question={t("calendar.revokeReally")}
        subject={feed.name}
        act={async () => {
          await api.call(routes.revoke, { params: { id: feed.id } });
          await queryClient.invalidateQueries(feedsQuery);
        }}
      />
    </div>
  );
}
