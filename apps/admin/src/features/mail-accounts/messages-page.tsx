import { acknowledgeMessageRoute, deliverMessageRoute, type MessageSummary, messageStates } from "@grantry/schema";
import { Button, NativeSelect } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { api } from "../../api.ts";
import { useTranslation } from "../../i18n.ts";
import { PageHead } from "../../ui/page-head.tsx";
import { usePageTitle } from "../../ui/page-title.ts";
import { Pages } from "../../ui/pages.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { TimeInWords } from "../../ui/time-in-words.tsx";
import { mailAccountKeys, messagesQuery } from "./queries.ts";
import { Reason } from "./reason.tsx";

const route = getRouteApi("/signed-in/messages");

/** Fetched messages by where they stand: to be read, given up, left on the server, done. */
export function MessagesPage() {
  const { t } = useTranslation();
  usePageTitle(t("messages.title"));
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const state = messageStates.find((known) => known === search.state) ?? "waiting";
  const { data, error } = useQuery(messagesQuery({ state, mailAccount: search.mailAccount, page: search.page ?? 1 }));
  return (
    <>
      <PageHead
        crumb={<Link to="/mail-accounts">{t("mailAccounts.title")}</Link>}
        title={t("messages.title")}
        summary={t("messages.summary", { count: data?.total ?? 0 })}
      >
        <NativeSelect
          label={t("messages.state")}
          value={state}
          data={messageStates.map((value) => ({ value, label: t(`messages.state.${value}`) }))}
          onChange={({ currentTarget: { value } }) =>
            void navigate({ search: (former) => ({ ...former, state: value, page: undefined }), replace: true })
          }
        />
      </PageHead>
      <div className="stack">
        {search.mailAccount !== undefined && (
          <div>
            <Link
              from="/messages"
              to="."
              search={{ ...search, mailAccount: undefined, page: undefined }}
              className="chip"
            >
              {t("messages.ofAll")}
            </Link>
          </div>
        )}
        <ProblemAlert error={error} />
        {data?.items.length === 0 && (
          <p className="panel" style={{ margin: 0 }}>
            {t("messages.none")}
          </p>
        )}
        {data?.items.map((message) => (
          <MessagePanel key={message.id} message={message} />
        ))}
        {data && (
          <Pages at={data}>
            {(page, label) => (
              <Link from="/messages" to="." search={{ ...search, page }} className="chip">
                {label}
              </Link>
            )}
          </Pages>
        )}
      </div>
    </>
  );
}

function MessagePanel({ message }: { message: MessageSummary }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const params = { id: message.id };
  const turnTo = useMutation({
    mutationFn: (route: typeof acknowledgeMessageRoute | typeof deliverMessageRoute): Promise<unknown> =>
      route === acknowledgeMessageRoute
        ? api.call(acknowledgeMessageRoute, { params })
        : api.call(deliverMessageRoute, { params }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: mailAccountKeys.messages }),
  });
  const subject = message.subject ?? t("messages.noSubject");
  const isKept = message.state === "waiting" || message.state === "dead";
  return (
    <section className="panel" aria-label={subject}>
      <h2>
        {isKept ? (
          <Link to="/messages/$id" params={params}>
            {subject}
          </Link>
        ) : (
          subject
        )}
      </h2>
      <p className="note" style={{ margin: "4px 0" }}>
        {message.from?.address} · {message.mailAccountName} · <TimeInWords instant={message.receivedAt} />
      </p>
      <Reason problem={message.lastError} />
      <ProblemAlert error={turnTo.error} />
      {isKept && (
        <div style={{ display: "flex", gap: 8, marginTop: 12 }}>
          <Button
            variant="default"
            loading={turnTo.isPending && turnTo.variables === acknowledgeMessageRoute}
            onClick={() => turnTo.mutate(acknowledgeMessageRoute)}
          >
            {t("messages.acknowledge")}
          </Button>
          {message.attempts > 0 && (
            <Button
              variant="default"
              loading={turnTo.isPending && turnTo.variables === deliverMessageRoute}
              onClick={() => turnTo.mutate(deliverMessageRoute)}
            >
              {t("messages.deliver")}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}
