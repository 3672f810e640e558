import type { TemplateView } from "@grantry/schema";
import { useTranslation } from "../../i18n.ts";
import type { EditConflict } from "./edit-conflict.ts";
import { useFieldLabel } from "./field-label.ts";

/** Says what someone else saved meanwhile, and what became of it in this form. */
export function EditConflictAlert({ conflict, template }: { conflict: EditConflict; template: TemplateView }) {
  const { t } = useTranslation();
  const labelOf = useFieldLabel(template);
  return (
    <div className="banner" role="alert" style={{ borderRadius: 8, marginBottom: 16, display: "block" }}>
      <strong>{t("editConflict.title")}</strong> {t("editConflict.action")}
      <ul style={{ margin: "6px 0 0", paddingLeft: 18 }}>
        {conflict.taken.map((path) => (
          <li key={path}>{t("editConflict.taken", { field: labelOf(path) })}</li>
        ))}
        {conflict.contested.map(({ path, theirs }) => (
          <li key={path}>{t("editConflict.contested", { field: labelOf(path), theirs })}</li>
        ))}
      </ul>
    </div>
  );
}
