import type { TemplateView } from "@grantry/schema";
import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "../../i18n.ts";
import type { Contested, EditConflict, FieldValue } from "./edit-conflict.ts";
import { useFieldLabel } from "./field-label.ts";

interface EditConflictAlertProps {
  readonly conflict: EditConflict;
  readonly template: TemplateView;
  readonly onTakeTheirs: (contested: Contested) => void;
}

/** Says what someone else saved meanwhile, field by field beside what was typed here, and lets one choose. */
export function EditConflictAlert({ conflict, template, onTakeTheirs }: EditConflictAlertProps) {
  const { t } = useTranslation();
  const labelOf = useFieldLabel(template);
  const [given, setGiven] = useState<readonly string[]>([]);
  const said = (value: FieldValue) =>
    typeof value === "boolean" ? t(value ? "editConflict.yes" : "editConflict.no") : String(value ?? "") || "–";
  return (
    <div className="banner merge" role="alert">
      <strong>{t("editConflict.title")}</strong> {t("editConflict.action")}
      {conflict.taken.length > 0 && (
        <ul style={{ margin: 0, paddingLeft: 18 }}>
          {conflict.taken.map((path) => (
            <li key={path}>{t("editConflict.taken", { field: labelOf(path) })}</li>
          ))}
        </ul>
      )}
      {conflict.contested.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">{t("editConflict.field")}</th>
              <th scope="col">{t("editConflict.theirs")}</th>
              <th scope="col">{t("editConflict.yours")}</th>
              <th scope="col">{t("editConflict.inTheForm")}</th>
            </tr>
          </thead>
          <tbody>
            {conflict.contested.map((contested) => {
              const { path, theirs, mine } = contested;
              return (
                <tr key={path}>
                  <th scope="row">{labelOf(path)}</th>
                  <td>{said(theirs)}</td>
                  <td>{said(mine)}</td>
                  <td>
                    {given.includes(path) ? (
                      t("editConflict.theirs")
                    ) : (
                      <Button
                        variant="default"
                        size="compact-sm"
                        aria-label={t("editConflict.takeTheirs", { field: labelOf(path) })}
                        onClick={() => {
                          onTakeTheirs(contested);
                          setGiven([...given, path]);
                        }}
                      >
                        {t("editConflict.take")}
                      </Button>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </div>
  );
}
