import type { TokenConfigSummary } from "@grantry/schema";
import { Link } from "@tanstack/react-router";
import { Fragment } from "react";
import { useTranslation } from "../../i18n.ts";
import { TimeInWords } from "../../ui/time-in-words.tsx";
import { useNow } from "../../ui/use-now.ts";

/** Users that a row names; the rest is on the token's page. */
const MOST_NAMED = 2;

/** When the clock renews a token next, or that it does not. */
export function NextRefresh({ at }: { at: string | null }) {
  const { t } = useTranslation();
  const now = useNow();
  if (at === null) return <span className="muted nothing">{t("tokens.refreshNone")}</span>;
  return (
    <span style={{ whiteSpace: "nowrap" }}>
      {Date.parse(at) <= now ? t("tokens.refreshNow") : <TimeInWords instant={at} />}
    </span>
  );
}

/** Who reads a token, each a way to its screen. */
export function UsedBy({ item: { id, usedBy } }: { item: Pick<TokenConfigSummary, "id" | "usedBy"> }) {
  const { t } = useTranslation();
  const more = usedBy.length - MOST_NAMED;
  if (usedBy.length === 0) return <span className="muted nothing">{t("tokens.usedByNone")}</span>;
  return (
    <>
      {usedBy.slice(0, MOST_NAMED).map((user, index) => (
        <Fragment key={`${user.kind} ${user.id}`}>
          {index > 0 && ", "}
          <a href={user.href}>{user.name}</a>
        </Fragment>
      ))}
      {more > 0 && (
        <>
          {" "}
          <Link to="/token-configs/$id" params={{ id }} className="muted">
            {t("tokens.usedByMore", { count: more })}
          </Link>
        </>
      )}
    </>
  );
}
