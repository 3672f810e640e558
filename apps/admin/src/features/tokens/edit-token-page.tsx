import { ApiProblem } from "@grantry/client";
import { type TemplateView, type TokenConfig, type TokenConfigInput, updateTokenConfigRoute } from "@grantry/schema";
import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "../../api.ts";
import { useTranslation } from "../../i18n.ts";
import { usePageTitle } from "../../ui/page-title.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { readDraft, removeDraft } from "./draft.ts";
import { valuesOf } from "./form-values.ts";
import { templatesQuery, tokenConfigQuery, tokenKeys } from "./queries.ts";
import { TokenConfigForm } from "./token-config-form.tsx";

export function EditTokenPage() {
  const { t } = useTranslation();
  const { id } = useParams({ from: "/signed-in/token-configs/$id/edit" });
  const queryClient = useQueryClient();
  // Read once: what someone else saves meanwhile must not move the ground under the form.
  const { data, error } = useQuery({
    ...tokenConfigQuery(id),
    refetchInterval: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const { data: templates } = useQuery(templatesQuery());
  usePageTitle(data ? t("edit.title", { name: data.tokenConfig.name }) : t("edit.short"));
  const [reloads, setReloads] = useState(0);
  if (!data || !templates) return <ProblemAlert error={error} />;
  const loadNewest = async () => {
    removeDraft(id);
    await queryClient.invalidateQueries({ queryKey: tokenKeys.all });
    setReloads(reloads + 1);
  };
  return (
    <>
      <div className="page-head">
        <div>
          <div className="crumb">
            <Link to="/">{t("tokens.title")}</Link> /{" "}
            <Link to="/token-configs/$id" params={{ id }}>
              {data.tokenConfig.name}
            </Link>{" "}
            /
          </div>
          <h1>{t("edit.title", { name: data.tokenConfig.name })}</h1>
          <p>{t("edit.template", { template: data.tokenConfig.templateName })}</p>
        </div>
      </div>
      <EditForm
        key={`${id}-${reloads}-${data.etag}`}
        tokenConfig={data.tokenConfig}
        etag={data.etag}
        template={
          templates.templates.find((template) => template.id === data.tokenConfig.template) ??
          plainTemplate(data.tokenConfig)
        }
        onLoadNewest={loadNewest}
      />
    </>
  );
}

interface EditFormProps {
  readonly tokenConfig: TokenConfig;
  readonly etag: string | null;
  readonly template: TemplateView;
  readonly onLoadNewest: () => Promise<void>;
}

function EditForm({ tokenConfig, etag, template, onLoadNewest }: EditFormProps) {
  const { t } = useTranslation();
  const { id } = tokenConfig;
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const update = useMutation({
    mutationFn: (body: TokenConfigInput) =>
      api.call(updateTokenConfigRoute, { params: { id }, body, headers: { "if-match": etag ?? "" } }),
    onSuccess: async () => {
      removeDraft(id);
      await queryClient.invalidateQueries({ queryKey: tokenKeys.all });
      await navigate({ to: "/token-configs/$id", params: { id } });
    },
  });
  const stale = update.error instanceof ApiProblem && update.error.problem.status === 412 ? update.error.problem : null;
  return (
    <>
      {stale && (
        <div className="banner" role="alert" style={{ borderRadius: 8, marginBottom: 16 }}>
          {stale.detail}
          <Button size="xs" variant="default" style={{ marginLeft: "auto" }} onClick={onLoadNewest}>
            {t("edit.loadNewest")}
          </Button>
        </div>
      )}
      <TokenConfigForm
        template={template}
        redirectUri={tokenConfig.redirectUri}
        initial={{ ...valuesOf(tokenConfig), ...readDraft(id) }}
        draftKey={id}
        saving={{
          isPending: update.isPending,
          error: stale ? null : update.error,
          save: (body) => update.mutate(body),
        }}
        savedSecret={{ set: tokenConfig.clientSecretSet, sharedBy: tokenConfig.clientSecretSharedBy }}
      />
    </>
  );
}

/** A configuration whose template this deployment does not offer is edited without its advice. */
function plainTemplate(config: TokenConfig): TemplateView {
  return {
    id: config.template,
    name: config.templateName,
    group: "generic",
    grant: config.grant,
    summary: "",
    authorizationUrl: config.authorizationUrl,
    tokenUrl: config.tokenUrl,
    refreshUrl: config.refreshUrl,
    scope: config.scope,
    notifications: config.notifications,
    placeholders: [],
    fields: {},
    mistakes: [],
    redirectUriHelp: "",
    scopes: [],
    clientSecret: "optional",
  };
}
