import { useState } from "react";
import { useTranslation } from "../../i18n.ts";

/** Tells that the redirect URI is another than when the page was opened, and who needs to know it. */
export function MovedRedirectUri({ current }: { current: string | null }) {
  const { t } = useTranslation();
  const [former] = useState(current);
  if (former === null || current === null || former === current) return null;
  return (
    <div className="banner merge" role="alert">
      <strong>{t("settings.moved")}</strong> {t("settings.movedAction")}
      <dl style={{ margin: 0, overflowWrap: "anywhere" }}>
        <dt>{t("settings.movedFrom")}</dt>
        <dd style={{ margin: 0 }}>
          <code>{former}</code>
        </dd>
        <dt>{t("settings.movedTo")}</dt>
        <dd style={{ margin: 0 }}>
          <code>{current}</code>
        </dd>
      </dl>
    </div>
  );
}
