import { authorizationChannel, type StatusGroup } from "@grantry/schema";
import { Button, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { type ComponentProps, type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "../../i18n.ts";
import { lazyPart } from "../../ui/lazy-part.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { usePageTitle } from "../../ui/page-title.ts";
import { Pages } from "../../ui/pages.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { TimeInWords } from "../../ui/time-in-words.tsx";
import type LoadedBulkBar from "./bulk/bulk-bar.tsx";
import { useSelection } from "./bulk/selection.ts";
import { EmptyState } from "./empty-state.tsx";
import { overviewQuery, tokenKeys } from "./queries.ts";
import { TokensTable } from "./tokens-table.tsx";

const route = getRouteApi("/signed-in/");
/** Needed once something is ticked. */
const BulkBar = lazyPart<ComponentProps<typeof LoadedBulkBar>>("tokens", () => import("./bulk/bulk-bar.tsx"));
const groups: readonly StatusGroup[] = ["in-use", "needs-you", "failing", "healthy", "not-in-use"];

/** The overview. What other features tell stands below the table. */
export function TokensPage({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  usePageTitle(t("tokens.title"));
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error } = useQuery(overviewQuery(search));
  const selection = useSelection();
  const wasChosen = useOnce(selection.chosen.size > 0);
  useRefetchAfterAuthorization();
  if (!data) return <ProblemAlert error={error} />;
  if (data.counts.all === 0 && !search.q) return <EmptyState />;
  return (
    <>
      <PageHead
        title={t("tokens.title")}
        summary={
          <>
            {t("tokens.summary", { count: data.counts.all, healthy: data.counts.healthy })}{" "}
            {data.nextRefreshAt && (
              <>
                {t("tokens.nextRefresh")} <TimeInWords instant={data.nextRefreshAt} />.
              </>
            )}
          </>
        }
      >
        <div style={{ display: "flex", gap: 8, flexWrap: "wrap" }}>
          <Button component={Link} to="/token-configs/import" variant="default">
            {t("import.short")}
          </Button>
          <Button component={Link} to="/token-configs/export" variant="default">
            {t("export.short")}
          </Button>
          <Button component={Link} to="/token-configs/new">
            {t("tokens.add")}
          </Button>
        </div>
      </PageHead>
      <div className="page-head" style={{ alignItems: "center", marginBottom: 12 }}>
        <div className="chips" style={{ margin: 0 }}>
          <Link
            from="/"
            to="."
            search={{ ...search, status: undefined, page: undefined }}
            className="chip"
            data-selected={!search.status}
          >
            {t("tokens.all")} {data.counts.all}
          </Link>
          {groups
            .filter((group) => group === search.status || tellsApart(group, data.counts))
            .map((group) => (
              <Link
                key={group}
                from="/"
                to="."
                search={{ ...search, status: group, page: undefined }}
                className="chip"
                data-selected={search.status === group}
              >
                {t(`statusGroup.${group}`)} {data.counts[group]}
              </Link>
            ))}
        </div>
        <TextInput
          type="search"
          aria-label={t("tokens.search")}
          placeholder={t("tokens.search")}
          defaultValue={search.q ?? ""}
          onChange={({ currentTarget: { value } }) =>
            void navigate({
              search: (former) => ({ ...former, q: value || undefined, page: undefined }),
              replace: true,
            })
          }
        />
      </div>
      <ProblemAlert error={error} />
      <div className="panel" style={{ padding: 0, overflowX: "auto" }}>
        <TokensTable items={data.items} sort={search.sort} selection={selection} />
        {data.items.length === 0 && <p style={{ padding: 16, margin: 0 }}>{t("tokens.noMatch")}</p>}
      </div>
      <Pages at={data}>
        {(page, label) => (
          <Link from="/" to="." search={{ ...search, page }} className="chip">
            {label}
          </Link>
        )}
      </Pages>
      {children}
      {wasChosen && <BulkBar selection={selection} page={data.items} />}
    </>
  );
}

/** Whether it has been so at any time since the page opened. */
function useOnce(isSo: boolean): boolean {
  const [was, setWas] = useState(isSo);
  if (isSo && !was) setWas(true);
  return was || isSo;
}

/** The page of the outcome, in another window, says when an authorization is through. */
function useRefetchAfterAuthorization(): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    const channel = new BroadcastChannel(authorizationChannel);
    channel.onmessage = () => void queryClient.invalidateQueries({ queryKey: tokenKeys.all });
    return () => channel.close();
  }, [queryClient]);
}

/** Whether a filter would leave something in and something out; the one for what is in use only beside what is not. */
function tellsApart(group: StatusGroup, counts: Readonly<Record<StatusGroup, number>>): boolean {
  return group === "in-use" ? counts["not-in-use"] > 0 : counts[group] > 0;
}
