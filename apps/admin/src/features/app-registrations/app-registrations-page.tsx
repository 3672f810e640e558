import {
  type AppRegistration,
  addClientSecretRoute,
  listAppRegistrationsRoute,
  removeClientSecretRoute,
} from "@grantry/schema";
import { Button } from "@mantine/core";
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "../../api.ts";
import { useTranslation } from "../../i18n.ts";
import { PageHead } from "../../ui/page-head.tsx";
import { usePageTitle } from "../../ui/page-title.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { TimeInWords } from "../../ui/time-in-words.tsx";
import { ClientSecretForm } from "./client-secret-form.tsx";

const appRegistrationsQuery = queryOptions({
  queryKey: ["app-registrations"],
  queryFn: async () => (await api.call(listAppRegistrationsRoute, {})).data.items,
});

/** The apps as providers know them: a client secret is entered here once for all that use it. */
export function AppRegistrationsPage() {
  const { t } = useTranslation();
  usePageTitle(t("apps.title"));
  const { data, error } = useQuery(appRegistrationsQuery);
  return (
    <>
      <PageHead title={t("apps.title")} summary={t("apps.summary")} />
      <ProblemAlert error={error} />
      {data?.length === 0 && (
        <p className="panel" style={{ margin: 0 }}>
          {t("apps.none")}
        </p>
      )}
      <div className="stack">
        {data?.map((registration) => (
          <RegistrationPanel key={registration.id} registration={registration} />
        ))}
      </div>
    </>
  );
}

function RegistrationPanel({ registration }: { registration: AppRegistration }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const [isAdding, setIsAdding] = useState(false);
  const add = useMutation({
    mutationFn: (body: { clientSecret: string; expiresAt: string | null }) =>
      api.call(addClientSecretRoute, { params: { id: registration.id }, body }),
    onSuccess: async () => {
      setIsAdding(false);
      await queryClient.invalidateQueries();
    },
  });
  return (
    <section className="panel stack" style={{ gap: 12 }} aria-label={registration.clientId}>
      <div>
        <h2 style={{ overflowWrap: "anywhere" }}>{registration.clientId}</h2>
        <p className="note" style={{ margin: 0 }}>
          {registration.tokenOrigin}
        </p>
      </div>
      <ul style={{ margin: 0, paddingLeft: 18 }}>
        {registration.clientSecrets.map((entry, index) => (
          <SecretLine key={entry.id} registration={registration} entry={entry} isFirst={index === 0} />
        ))}
        {registration.clientSecrets.length === 0 && <li className="muted">{t("apps.noSecret")}</li>}
      </ul>
      <p className="note" style={{ margin: 0 }}>
        {t("apps.usedBy", { count: registration.tokenConfigs.length })}{" "}
        {registration.tokenConfigs.slice(0, MOST_NAMES).map(({ id, name }, index) => (
          <span key={id}>
            {index > 0 && ", "}
            <Link to="/token-configs/$id" params={{ id }}>
              {name}
            </Link>
          </span>
        ))}
        {registration.tokenConfigs.length > MOST_NAMES && " …"}
      </p>
      {isAdding ? (
        <ClientSecretForm
          isPending={add.isPending}
          error={add.error}
          onSave={add.mutate}
          onCancel={() => setIsAdding(false)}
        />
      ) : (
        <div>
          <Button
            variant="default"
            onClick={() => setIsAdding(true)}
            aria-label={`${t("apps.add")}: ${registration.clientId}`}
          >
            {t("apps.add")}
          </Button>
        </div>
      )}
    </section>
  );
}

/** Configurations that are named; of forty the first ones tell which app it is. */
const MOST_NAMES = 10;

function SecretLine({
  registration,
  entry,
  isFirst,
}: {
  registration: AppRegistration;
  entry: AppRegistration["clientSecrets"][number];
  isFirst: boolean;
}) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const [isAsking, setIsAsking] = useState(false);
  const remove = useMutation({
    mutationFn: () => api.call(removeClientSecretRoute, { params: { id: registration.id, secretId: entry.id } }),
    onSuccess: () => queryClient.invalidateQueries(),
  });
  const isTwo = registration.clientSecrets.length > 1;
  return (
    <li>
      {t("apps.entered")} <TimeInWords instant={entry.createdAt} />
      {entry.expiresAt && (
        <>
          , {t("apps.ends")} <TimeInWords instant={entry.expiresAt} />
        </>
      )}
      {isTwo && ` · ${t(isFirst ? "apps.first" : "apps.second")}`}{" "}
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        loading={remove.isPending}
        onClick={() => (isAsking ? remove.mutate() : setIsAsking(true))}
      >
        {t(isAsking ? "apps.removeReally" : "apps.remove")}
      </Button>
      <ProblemAlert error={remove.error} />
    </li>
  );
}
