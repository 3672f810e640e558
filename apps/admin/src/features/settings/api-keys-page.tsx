import { type ApiKey, createApiKeyRoute, listApiKeysRoute, revokeApiKeyRoute, type scopes } from "@grantry/schema";
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../../api.ts";
import { useTranslation } from "../../i18n.ts";
import { AskFirstButton } from "../../ui/ask-first-button.tsx";
import { CopyableUri } from "../../ui/copy-button.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { usePageTitle } from "../../ui/page-title.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { TimeInWords } from "../../ui/time-in-words.tsx";
import { ApiKeyForm } from "./api-key-form.tsx";

const apiKeysQuery = queryOptions({
  queryKey: ["api-keys"],
  queryFn: async () => (await api.call(listApiKeysRoute, {})).data.items,
});

export function ApiKeysPage() {
  const { t } = useTranslation();
  usePageTitle(t("apiKeys.title"));
  const { data: keys, error } = useQuery(apiKeysQuery);
  const queryClient = useQueryClient();
  const create = useMutation({
    mutationFn: async (body: { name: string; scopes: (typeof scopes)[number][]; tokenConfigs: string[] | null }) =>
      (await api.call(createApiKeyRoute, { body })).data,
    onSuccess: () => queryClient.invalidateQueries(apiKeysQuery),
  });
  return (
    <>
      <PageHead title={t("apiKeys.title")} summary={t("apiKeys.summary")} />
      <div className="columns">
        <div className="stack">
          {create.data && (
            <section className="panel stack" style={{ gap: 10 }} aria-live="polite">
              <h2>{t("apiKeys.made", { name: create.data.name })}</h2>
              <p style={{ margin: 0 }}>{t("apiKeys.once")}</p>
              <CopyableUri uri={create.data.key} />
            </section>
          )}
          <ProblemAlert error={error} />
          <div className="panel" style={{ padding: 0, overflow: "hidden" }}>
            <table className="tokens">
              <thead>
                <tr>
                  <th scope="col">{t("field.name")}</th>
                  <th scope="col">{t("apiKeys.scopes")}</th>
                  <th scope="col">{t("apiKeys.lastUsed")}</th>
                  <th scope="col">
                    <span className="skip">{t("tokens.column.actions")}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {keys?.map((key) => (
                  <KeyRow key={key.id} apiKey={key} />
                ))}
              </tbody>
            </table>
            {keys?.length === 0 && <p style={{ padding: 16, margin: 0 }}>{t("apiKeys.none")}</p>}
          </div>
        </div>
        <ApiKeyForm isPending={create.isPending} error={create.error} onCreate={create.mutate} />
      </div>
    </>
  );
}

function KeyRow({ apiKey }: { apiKey: ApiKey }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  return (
    <tr>
      <td>
        <strong>{apiKey.name}</strong>
        <div className="note mono">{apiKey.hint}…</div>
      </td>
      <td>
        {apiKey.scopes.join(", ")}
        <div className="note">
          {apiKey.tokenConfigs === null ? t("apiKeys.allConfigs") : apiKey.tokenConfigs.join(", ")}
        </div>
      </td>
      <td>{apiKey.lastUsedAt ? <TimeInWords instant={apiKey.lastUsedAt} hasHappened /> : t("apiKeys.never")}</td>
      <td className="actions">
        {apiKey.revokedAt ? (
          <span className="pill" data-tone="off">
            {t("apiKeys.revoked")}
          </span>
        ) : (
          <AskFirstButton
            look="framed"
            label={t("apiKeys.revoke")}
            question={t("apiKeys.revokeReally")}
            subject={apiKey.name}
            act={async () => {
              await api.call(revokeApiKeyRoute, { params: { id: apiKey.id } });
              await queryClient.invalidateQueries(apiKeysQuery);
            }}
          />
        )}
      </td>
    </tr>
  );
}
