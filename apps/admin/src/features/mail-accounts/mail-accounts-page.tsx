import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "../../i18n.ts";
import { PageHead } from "../../ui/page-head.tsx";
import { usePageTitle } from "../../ui/page-title.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { TimeInWords } from "../../ui/time-in-words.tsx";
import { MailAccountStatePill } from "./mail-account-state-pill.tsx";
import { mailAccountsQuery } from "./queries.ts";

/** Every mail account, how it stands, and what waits. */
export function MailAccountsPage() {
  const { t } = useTranslation();
  usePageTitle(t("mailAccounts.title"));
  const { data, error } = useQuery(mailAccountsQuery);
  return (
    <>
      <PageHead
        title={t("mailAccounts.title")}
        summary={
          <>
            {t("mailAccounts.summary")} <Link to="/messages">{t("messages.title")}</Link>
          </>
        }
      >
        <Button component={Link} to="/mail-accounts/new">
          {t("mailAccounts.add")}
        </Button>
      </PageHead>
      <div className="stack">
        <ProblemAlert error={error} />
        {data?.items.length === 0 && (
          <p className="panel" style={{ margin: 0 }}>
            {t("mailAccounts.none")}
          </p>
        )}
        {data?.items.map((account) => (
          <section key={account.id} className="panel" aria-label={account.name}>
            <h2>
              <Link to="/mail-accounts/$id" params={{ id: account.id }}>
                {account.name}
              </Link>
            </h2>
            <p className="mono" style={{ margin: "4px 0" }}>
              {account.type} {account.login} · {account.host}
            </p>
            <p className="note" style={{ margin: 0 }}>
              <MailAccountStatePill state={account.state} />{" "}
              {account.lastFetchedAt && (
                <>
                  {t("mailAccounts.lastFetched")} <TimeInWords instant={account.lastFetchedAt} hasHappened />
                  {" · "}
                </>
              )}
              {t("mailAccounts.waiting", { count: account.waiting })}
              {account.dead > 0 && ` · ${t("mailAccounts.dead", { count: account.dead })}`}
            </p>
          </section>
        ))}
      </div>
    </>
  );
}
