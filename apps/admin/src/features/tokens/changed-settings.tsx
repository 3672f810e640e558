import type { GrantSettingName } from "@grantry/schema";
import { currentLanguage, useTranslation } from "../../i18n.ts";

/** Says that a new authorization is needed, and why: which settings are others than when the last one was given. */
export function ChangedSettings({ names }: { names: readonly GrantSettingName[] }) {
  const { t } = useTranslation();
  const fields = names.map((name) => t(`field.${name}`));
  const list = new Intl.ListFormat(currentLanguage()).format(fields);
  return (
    <p className="note" style={{ margin: "10px 0 0" }}>
      {fields.length > 0 ? t("token.settingsChanged", { fields: list }) : t("token.settingsChangedSomehow")}
    </p>
  );
}
