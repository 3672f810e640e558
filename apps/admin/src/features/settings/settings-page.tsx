import { listSettingsRoute, type SettingView } from "@grantry/schema";
import { TextInput } from "@mantine/core";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "../../api.ts";
import { currentLanguage, useTranslation } from "../../i18n.ts";
import { CopyableUri } from "../../ui/copy-button.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { usePageTitle } from "../../ui/page-title.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { MovedRedirectUri } from "./moved-redirect-uri.tsx";
import { SettingField } from "./setting-field.tsx";

const route = getRouteApi("/signed-in/settings");

const settingsQuery = () =>
  queryOptions({
    queryKey: ["settings", currentLanguage()],
    queryFn: async () => (await api.call(listSettingsRoute, {})).data,
  });

export function SettingsPage() {
  const { t } = useTranslation();
  usePageTitle(t("settings.title"));
  const { data, error } = useQuery(settingsQuery());
  const { q = "" } = route.useSearch();
  if (!data) return <ProblemAlert error={error} />;
  return (
    <>
      <PageHead title={t("settings.title")} summary={t("settings.summary")} />
      <MovedRedirectUri current={data.redirectUri} />
      <div className="columns">
        <SettingFields key={q} settings={data.settings} initiallyWanted={q} />
        <aside className="panel stack" style={{ gap: 10 }}>
          <h2>{t("redirectUri")}</h2>
          {data.redirectUri ? <CopyableUri uri={data.redirectUri} /> : <p style={{ margin: 0 }}>{t("fqdnMissing")}</p>}
          <p className="note" style={{ margin: 0 }}>
            {t("settings.redirectWarning")}
          </p>
          <Link to="/settings/channels">{t("settings.channels")}</Link>
          <Link to="/settings/key-ring">{t("settings.keyRing")}</Link>
          <Link to="/settings/calendar">{t("settings.calendar")}</Link>
        </aside>
      </div>
    </>
  );
}

function SettingFields({ settings, initiallyWanted }: { settings: readonly SettingView[]; initiallyWanted: string }) {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState(initiallyWanted);
  const found = settings.filter(({ name, meaning }) =>
    `${name} ${meaning}`.toLowerCase().includes(wanted.trim().toLowerCase()),
  );
  return (
    <div className="panel stack">
      <TextInput
        type="search"
        aria-label={t("settings.search")}
        placeholder={t("settings.search")}
        value={wanted}
        onChange={(event) => setWanted(event.currentTarget.value)}
      />
      {found.map((setting) => (
        <SettingField key={setting.name} setting={setting} />
      ))}
      <p role="status" className="note" style={{ margin: 0 }}>
        {found.length === 0 && t("settings.noneFound")}
      </p>
    </div>
  );
}
