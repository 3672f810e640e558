import { grantSettingNames } from "@grantry/schema";
import { type Control, useWatch } from "react-hook-form";
import { currentLanguage, useTranslation } from "../../i18n.ts";
import type { FormValues } from "./form-values.ts";

/** While typing: that the change will ask for a new authorization, and because of which fields. */
export function NewConsentHint({ control, read }: { control: Control<FormValues>; read: FormValues }) {
  const { t } = useTranslation();
  const typed = useWatch({ control });
  const changed = grantSettingNames.filter((name) => (typed[name] ?? "").trim() !== read[name]);
  if (changed.length === 0) return null;
  const fields = new Intl.ListFormat(currentLanguage()).format(changed.map((name) => t(`field.${name}`)));
  return (
    <p role="status" className="failure" data-heals style={{ margin: 0 }}>
      {t("edit.newConsent", { fields })}
    </p>
  );
}
