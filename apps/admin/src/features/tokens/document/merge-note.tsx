import { useTranslation } from "../../../i18n.ts";
import { memberWords } from "./member-words.ts";
import type { Merged } from "./merge-documents.ts";

/** Says what someone else saved meanwhile, and what became of it here. */
export function MergeNote({ merged }: { merged: Merged }) {
  const { t } = useTranslation();
  return (
    <div className="banner" role="alert" style={{ borderRadius: 8, display: "block" }}>
      <strong>{t("editConflict.title")}</strong> {t("editConflict.action")}
      <ul style={{ margin: "6px 0 0", paddingLeft: 18, overflowWrap: "anywhere" }}>
        {merged.taken.map((path) => (
          <li key={path.join("/")}>{t("document.taken", { field: memberWords(path, t) })}</li>
        ))}
        {merged.contested.map(({ path, theirs }) => (
          <li key={path.join("/")}>{t("document.contested", { field: memberWords(path, t), theirs })}</li>
        ))}
      </ul>
    </div>
  );
}
