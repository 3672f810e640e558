import { type AppRegistration, addClientKeyRoute, addClientSecretRoute, type ClientKeyInput } from "@grantry/schema";
import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "../../api.ts";
import { useTranslation } from "../../i18n.ts";
import { ClientKeyForm } from "./client-key-form.tsx";
import { ClientKeyLine } from "./client-key-line.tsx";
import { ClientSecretForm } from "./client-secret-form.tsx";
import { ClientSecretLine } from "./client-secret-line.tsx";

/** Configurations that are named; of forty the first ones tell which app it is. */
const MOST_NAMES = 10;

/** An app: what it proves itself with, and which configurations use it. */
export function RegistrationPanel({ registration }: { registration: AppRegistration }) {
  const { t } = useTranslation();
  const { clientKeys, clientSecrets, tokenConfigs } = registration;
  return (
    <section className="panel stack" style={{ gap: 12 }} aria-label={registration.clientId}>
      <div>
        <h2 style={{ overflowWrap: "anywhere" }}>{registration.clientId}</h2>
        <p className="note" style={{ margin: 0 }}>
          {registration.tokenOrigin}
        </p>
      </div>
      <ul className="proofs">
        {clientSecrets.map((entry, index) => (
          <ClientSecretLine key={entry.id} registration={registration} entry={entry} isFirst={index === 0} />
        ))}
        {clientKeys.map((entry, index) => (
          <ClientKeyLine key={entry.id} registration={registration} entry={entry} isFirst={index === 0} />
        ))}
        {clientSecrets.length + clientKeys.length === 0 && <li className="muted">{t("apps.noProof")}</li>}
      </ul>
      <p className="note" style={{ margin: 0, overflowWrap: "anywhere" }}>
        {t("apps.usedBy", { count: tokenConfigs.length })}{" "}
        {tokenConfigs.slice(0, MOST_NAMES).map(({ id, name }, index) => (
          <span key={id}>
            {index > 0 && ", "}
            <Link to="/token-configs/$id" params={{ id }}>
              {name}
            </Link>
          </span>
        ))}
        {tokenConfigs.length > MOST_NAMES && " …"}
      </p>
      <AddProof registration={registration} />
    </section>
  );
}

/** Puts a secret or a key beside those that are there. */
function AddProof({ registration: { id, clientId } }: { registration: AppRegistration }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const [adding, setAdding] = useState<"secret" | "key">();
  const onSuccess = async () => {
    setAdding(undefined);
    await queryClient.invalidateQueries();
  };
  const addSecret = useMutation({
    mutationFn: (body: { clientSecret: string; expiresAt: string | null }) =>
      api.call(addClientSecretRoute, { params: { id }, body }),
    onSuccess,
  });
  const addKey = useMutation({
    mutationFn: (body: ClientKeyInput) => api.call(addClientKeyRoute, { params: { id }, body }),
    onSuccess,
  });
  const onCancel = () => setAdding(undefined);
  if (adding === "secret") {
    const { error, isPending, mutate } = addSecret;
    return <ClientSecretForm isPending={isPending} error={error} onSave={mutate} onCancel={onCancel} />;
  }
  if (adding === "key") {
    const { error, isPending, mutate } = addKey;
    return <ClientKeyForm isPending={isPending} error={error} onSave={mutate} onCancel={onCancel} />;
  }
  return (
    <div style={{ display: "flex", gap: 8, flexWrap: "wrap" }}>
      <Button variant="default" onClick={() => setAdding("secret")} aria-label={`${t("apps.add")}: ${clientId}`}>
        {t("apps.add")}
      </Button>
      <Button variant="default" onClick={() => setAdding("key")} aria-label={`${t("apps.addKey")}: ${clientId}`}>
        {t("apps.addKey")}
      </Button>
    </div>
  );
}
