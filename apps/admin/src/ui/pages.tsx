import type { ReactNode } from "react";
import { useTranslation } from "../i18n.ts";

/** The way to the pages before and after; nothing where there is one page. `children` makes a link to a page. */
export function Pages({
  at: { page, pageSize, total },
  children,
}: {
  at: { page: number; pageSize: number; total: number };
  children: (page: number, label: string) => ReactNode;
}) {
  const { t } = useTranslation();
  const pages = Math.max(1, Math.ceil(total / pageSize));
  if (pages === 1) return null;
  return (
    <nav className="chips" style={{ marginTop: 12 }} aria-label={t("pages.label")}>
      {page > 1 && children(page - 1, t("pages.previous"))}
      <span className="muted">{t("pages.at", { page, pages })}</span>
      {page < pages && children(page + 1, t("pages.next"))}
    </nav>
  );
}
