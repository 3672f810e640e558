import { routeAt } from "@grantry/client";
import type { getKeyRingRoute, KeyRingView, startKeyRotationRoute } from "@grantry/schema";
import { Button } from "@mantine/core";
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "../../api.ts";
import { currentLanguage, useTranslation } from "../../i18n.ts";
import { PageHead } from "../../ui/page-head.tsx";
import { usePageTitle } from "../../ui/page-title.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { TimeInWords } from "../../ui/time-in-words.tsx";

const getKeyRing = routeAt<typeof getKeyRingRoute>("get", "/key-ring");
const startKeyRotation = routeAt<typeof startKeyRotationRoute>("post", "/key-ring/rotations");

const keyRingQuery = () =>
  queryOptions({
    queryKey: ["key-ring", currentLanguage()],
    queryFn: async () => (await api.call(getKeyRing, {})).data,
    refetchInterval: ({ state }) => (state.data?.state === "at-rest" ? false : 2_000),
  });

/** The keys that seal what is stored, and the way to a new one. */
export function KeyRingPage() {
  const { t } = useTranslation();
  usePageTitle(t("keyRing.title"));
  const { data, error } = useQuery(keyRingQuery());
  return (
    <>
      <PageHead
        crumb={<Link to="/settings">{t("settings.title")}</Link>}
        title={t("keyRing.title")}
        summary={t("keyRing.summary")}
      />
      <ProblemAlert error={error} />
      {data && (
        <div className="columns">
          <div className="stack">
            <Standing keyRing={data} />
            <Keys keys={data.keys} />
          </div>
          <Hosts hosts={data.hosts} />
        </div>
      )}
    </>
  );
}

function Standing({ keyRing }: { keyRing: KeyRingView }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const [isAsking, setIsAsking] = useState(false);
  const rotate = useMutation({
    mutationFn: () => api.call(startKeyRotation, {}),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["key-ring"] }),
    onSettled: () => setIsAsking(false),
  });
  const { rotation, source, says } = keyRing;
  const mayRotate = source === "file" && keyRing.state === "at-rest";
  return (
    <section className="panel stack" style={{ gap: 12 }} aria-label={t("keyRing.standing")}>
      <p style={{ margin: 0 }} aria-live="polite">
        {says}
      </p>
      {keyRing.state !== "at-rest" && <Progress keys={keyRing.keys} />}
      {rotation && (
        <p className="note" style={{ margin: 0 }}>
          {t("keyRing.startedBy", { who: rotation.startedBy })} <TimeInWords instant={rotation.startedAt} />
        </p>
      )}
      {mayRotate && (
        <div style={{ display: "flex", gap: 8, alignItems: "center", flexWrap: "wrap" }}>
          <Button
            variant={isAsking ? "filled" : "default"}
            loading={rotate.isPending}
            onClick={() => (isAsking ? rotate.mutate() : setIsAsking(true))}
          >
            {t(isAsking ? "keyRing.rotateReally" : "keyRing.rotate")}
          </Button>
          {isAsking && <span className="note">{t("keyRing.backup")}</span>}
        </div>
      )}
      <ProblemAlert error={rotate.error} />
    </section>
  );
}

function Progress({ keys }: { keys: KeyRingView["keys"] }) {
  const { t } = useTranslation();
  const total = keys.reduce((sum, { values }) => sum + values, 0);
  const done = keys.find(({ isSealing }) => isSealing)?.values ?? 0;
  return (
    <label className="note">
      {t("keyRing.progress", { done, total })}
      <progress value={done} max={Math.max(1, total)} style={{ display: "block", width: "100%" }} />
    </label>
  );
}

function Keys({ keys }: { keys: KeyRingView["keys"] }) {
  const { t } = useTranslation();
  return (
    <div className="panel" style={{ padding: 0, overflow: "hidden" }}>
      <table className="tokens">
        <thead>
          <tr>
            <th scope="col">{t("keyRing.key")}</th>
            <th scope="col">{t("keyRing.use")}</th>
            <th scope="col">{t("keyRing.values")}</th>
          </tr>
        </thead>
        <tbody>
          {keys.map(({ id, isSealing, isMissing, values }) => (
            <tr key={id}>
              <td className="mono">{id}</td>
              <td>
                <span className="pill" data-tone={isMissing ? "act" : isSealing ? "ok" : "off"}>
                  {t(`keyRing.use.${isMissing ? "missing" : isSealing ? "seals" : "opens"}`)}
                </span>
              </td>
              <td>
                <span className="label-narrow">{t("keyRing.values")}: </span>
                {values.toLocaleString(currentLanguage())}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Hosts({ hosts }: { hosts: KeyRingView["hosts"] }) {
  const { t } = useTranslation();
  return (
    <section className="panel stack" style={{ gap: 10 }}>
      <h2>{t("keyRing.hosts")}</h2>
      <p className="note" style={{ margin: 0 }}>
        {t("keyRing.hostsDetail")}
      </p>
      <ul style={{ margin: 0, paddingLeft: 18 }}>
        {hosts.map(({ name, keys, seenAt }) => (
          <li key={`${name} ${seenAt}`}>
            <span className="mono">{name}</span>: {keys.join(", ")}
            <div className="note">
              {t("keyRing.seen")} <TimeInWords instant={seenAt} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
