import type { TokenConfigSummary } from "@grantry/schema";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "../../i18n.ts";
import { RefreshTokenStatusPill, TokenStatusPill } from "../../ui/status-pill.tsx";
import { TimeInWords } from "../../ui/time-in-words.tsx";
import type { Selection } from "./bulk/selection.ts";
import { NextRefresh, UsedBy } from "./overview-cells.tsx";
import type { Overview } from "./queries.ts";
import { RowActions } from "./row-actions.tsx";
import { LifeBar, TokenTimes } from "./token-times.tsx";

export function TokensTable({
  items,
  sort = "name",
  selection,
}: {
  items: readonly TokenConfigSummary[];
  sort?: Overview["sort"];
  selection: Selection;
}) {
  const { t } = useTranslation();
  return (
    <table className="tokens">
      <thead>
        <tr>
          <th scope="col" className="choose">
            <PageChoice items={items} selection={selection} />
          </th>
          <SortableHead column="name" sort={sort} />
          <SortableHead column="status" sort={sort} />
          <th scope="col">{t("tokens.column.refreshToken")}</th>
          <th scope="col">{t("tokens.column.validity")}</th>
          <th scope="col" className="lesser">
            {t("tokens.column.nextRefresh")}
          </th>
          <th scope="col" className="lesser">
            {t("tokens.column.usedBy")}
          </th>
          <th scope="col">
            <span className="skip">{t("tokens.column.actions")}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <TokenRow key={item.id} item={item} selection={selection} />
        ))}
      </tbody>
    </table>
  );
}

function SortableHead({ column, sort }: { column: "name" | "status"; sort: NonNullable<Overview["sort"]> }) {
  const { t } = useTranslation();
  const ascending = sort === column;
  const sorted = ascending ? "ascending" : sort === `-${column}` ? "descending" : "none";
  return (
    <th scope="col" aria-sort={sorted}>
      <Link
        from="/"
        to="."
        search={(former: Overview) => ({ ...former, sort: ascending ? (`-${column}` as const) : column })}
        style={{ color: "inherit", textDecoration: "none" }}
      >
        {t(`tokens.column.${column}`)} {sorted === "ascending" ? "↑" : sorted === "descending" ? "↓" : ""}
      </Link>
    </th>
  );
}

/** Ticks and unticks all of the page; neither while only some of it are ticked. */
function PageChoice({ items, selection }: { items: readonly TokenConfigSummary[]; selection: Selection }) {
  const { t } = useTranslation();
  const count = items.filter(({ id }) => selection.chosen.has(id)).length;
  const isWhole = count > 0 && count === items.length;
  return (
    <input
      type="checkbox"
      className="tick"
      aria-label={t("tokens.choosePage")}
      checked={isWhole}
      ref={(box) => {
        if (box) box.indeterminate = count > 0 && !isWhole;
      }}
      onChange={() => selection.set(items, !isWhole)}
    />
  );
}

function TokenRow({ item, selection }: { item: TokenConfigSummary; selection: Selection }) {
  const { t } = useTranslation();
  const { token } = item;
  return (
    <tr>
      <td className="choose">
        <input
          type="checkbox"
          className="tick"
          aria-label={t("tokens.choose", { name: item.name })}
          checked={selection.chosen.has(item.id)}
          onChange={(event) => selection.set([item], event.currentTarget.checked)}
        />
      </td>
      <td>
        <Link to="/token-configs/$id" params={{ id: item.id }} className="name">
          {item.name}
        </Link>
        <div className="note">
          {item.templateName}
          {token.account && ` · ${token.account}`}
        </div>
      </td>
      <td>
        <TokenStatusPill status={token.status} />
        <div className="note">
          <TokenTimes token={token} />
        </div>
        <LifeBar token={token} />
      </td>
      <td>
        <span className="label-narrow">{t("tokens.column.refreshToken")}</span>
        <RefreshTokenStatusPill status={token.refreshTokenStatus} />
        {token.refreshTokenExpiresAt && (
          <div className="note">
            {t("tokens.ends")} <TimeInWords instant={token.refreshTokenExpiresAt} />
          </div>
        )}
      </td>
      <td>
        <span className="label-narrow">{t("tokens.column.validity")}</span>
        {t(`validity.${item.validity}`)}
      </td>
      <td className="lesser">
        <span className="label-narrow">{t("tokens.column.nextRefresh")}</span>
        <NextRefresh at={token.nextRefreshAt} />
      </td>
      <td className="lesser">
        <span className="label-narrow">{t("tokens.column.usedBy")}</span>
        <UsedBy item={item} />
      </td>
      <td className="actions">
        <RowActions item={item} />
      </td>
    </tr>
  );
}
