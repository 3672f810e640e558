import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "../../i18n.ts";
import { importProgressQuery } from "./import-run.ts";

/** How far a running import is. Once all is put aside it becomes real in one go, so the bar never goes back. */
export function ImportProgress({ id, expected }: { id: string; expected: number }) {
  const { t } = useTranslation();
  const { data: putAside = 0 } = useQuery(importProgressQuery(id));
  return (
    <div className="stack">
      <progress aria-label={t("import.running")} max={expected} value={putAside} style={{ width: "100%" }} />
      <span className="muted">{t("import.progress", { done: putAside, all: expected })}</span>
    </div>
  );
}
