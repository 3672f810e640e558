import { useTranslation } from "../../../i18n.ts";
import type { Merged } from "./merge-documents.ts";

/** Says what someone else saved meanwhile, and what became of it here. */
export function MergeNote({ merged }: { merged: Merged }) {
  const { t } = useTranslation();
  return (
    <div className="banner" role="alert" style={{ borderRadius: 8, display: "block" }}>
      <strong>{t("editConflict.title")}</strong> {t("editConflict.action")}
      <ul style={{ margin: "6px 0 0", paddingLeft: 18, overflowWrap: "anywhere" }}>
        {merged.taken.map((field) => (
          <li key={field}>{t("editConflict.taken", { field })}</li>
        ))}
        {merged.contested.map(({ pointer, theirs }) => (
          <li key={pointer}>{t("document.contested", { field: pointer, theirs })}</li>
        ))}
      </ul>
    </div>
  );
}
