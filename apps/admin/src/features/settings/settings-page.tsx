import { listSettingsRoute, putSettingRoute, resetSettingRoute, type SettingView, settings } from "@grantry/schema";
import { Button, TextInput } from "@mantine/core";
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { api, sessionQuery } from "../../api.ts";
import { currentLanguage, useTranslation } from "../../i18n.ts";
import { CopyableUri } from "../../ui/copy-button.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { usePageTitle } from "../../ui/page-title.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { TimeInWords } from "../../ui/time-in-words.tsx";
import { MovedRedirectUri } from "./moved-redirect-uri.tsx";

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
  return (
    <div className="panel stack">
      <TextInput
        type="search"
        aria-label={t("settings.search")}
        placeholder={t("settings.search")}
        value={wanted}
        onChange={(event) => setWanted(event.currentTarget.value)}
      />
      {settings
        .filter(({ name, meaning }) => `${name} ${meaning}`.toLowerCase().includes(wanted.trim().toLowerCase()))
        .map((setting) => (
          <SettingField key={`${setting.name}-${setting.updatedAt}`} setting={setting} />
        ))}
    </div>
  );
}

function SettingField({ setting }: { setting: SettingView }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const stored = textOf(setting.value);
  const [text, setText] = useState(stored);
  const afterwards = () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: ["settings"] }),
      queryClient.invalidateQueries({ queryKey: ["templates"] }),
      queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey }),
    ]);
  const put = useMutation({
    mutationFn: () =>
      api.call(putSettingRoute, {
        params: { name: setting.name },
        body: { value: isList(setting.name) ? text.split(/[\s,]+/).filter(Boolean) : text },
      }),
    onSuccess: afterwards,
  });
  const reset = useMutation({
    mutationFn: () => api.call(resetSettingRoute, { params: { name: setting.name } }),
    onSuccess: afterwards,
  });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        put.mutate();
      }}
    >
      <div className="setting">
        <TextInput
          className="setting-value"
          label={setting.name}
          description={setting.meaning}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <div className="setting-actions">
          <Button
            type="submit"
            variant="default"
            disabled={text === stored}
            loading={put.isPending}
            aria-label={`${t("save")}: ${setting.name}`}
          >
            {t("save")}
          </Button>
          {!setting.isDefault && (
            <Button
              variant="subtle"
              color="gray"
              loading={reset.isPending}
              onClick={() => reset.mutate()}
              aria-label={`${t("reset")}: ${setting.name}`}
            >
              {t("reset")}
            </Button>
          )}
        </div>
      </div>
      {setting.updatedAt && (
        <p className="note" style={{ margin: "4px 0 0" }}>
          {t("settings.changedBy", { who: setting.updatedBy ?? "–" })}{" "}
          <TimeInWords instant={setting.updatedAt} hasHappened />
        </p>
      )}
      <ProblemAlert error={put.error ?? reset.error} />
    </form>
  );
}

function textOf(value: SettingView["value"]): string {
  return Array.isArray(value) ? value.join(", ") : String(value ?? "");
}

function isList(name: string): boolean {
  return Object.entries(settings).some(([known, { defaultValue }]) => known === name && Array.isArray(defaultValue));
}
