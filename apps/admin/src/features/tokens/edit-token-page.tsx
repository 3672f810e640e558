import { ApiProblem } from "@grantry/client";
import { type TemplateView, type TokenConfig, type TokenConfigInput, updateTokenConfigRoute } from "@grantry/schema";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import type { Path } from "react-hook-form";
import { api } from "../../api.ts";
import { useTranslation } from "../../i18n.ts";
import { PageHead } from "../../ui/page-head.tsx";
import { usePageTitle } from "../../ui/page-title.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { ChangedSettings } from "./changed-settings.tsx";
import { Corrections } from "./corrections.tsx";
import { readDraft, removeDraft } from "./draft.ts";
import { type EditConflict, editConflictOf } from "./edit-conflict.ts";
import { EditConflictAlert } from "./edit-conflict-alert.tsx";
import { type FormValues, valuesOf } from "./form-values.ts";
import { NewConsentHint } from "./new-consent-hint.tsx";
import { templatesQuery, tokenConfigQuery, tokenKeys } from "./queries.ts";
import { type Saving, TokenConfigForm } from "./token-config-form.tsx";

export function EditTokenPage() {
  const { t } = useTranslation();
  const { id } = useParams({ from: "/signed-in/token-configs/$id/edit" });
  // Read once: what someone else saves meanwhile must not move the ground under the form.
  const { data, error } = useQuery({
    ...tokenConfigQuery(id),
    refetchInterval: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const { data: templates } = useQuery(templatesQuery());
  usePageTitle(data ? t("edit.title", { name: data.tokenConfig.name }) : t("edit.short"));
  if (!data || !templates) return <ProblemAlert error={error} />;
  return (
    <>
      <PageHead
        crumb={
          <>
            <Link to="/">{t("tokens.title")}</Link> /{" "}
            <Link to="/token-configs/$id" params={{ id }}>
              {data.tokenConfig.name}
            </Link>
          </>
        }
        title={t("edit.title", { name: data.tokenConfig.name })}
        summary={t("edit.template", { template: data.tokenConfig.templateName })}
      >
        <Link to="/token-configs/$id/document" params={{ id }}>
          {t("document.link")}
        </Link>
      </PageHead>
      <Corrections tokenConfig={data.tokenConfig} etag={data.etag} />
      <EditForm
        key={id}
        tokenConfig={data.tokenConfig}
        etag={data.etag}
        template={{
          ...(templates.templates.find((template) => template.id === data.tokenConfig.template) ??
            plainTemplate(data.tokenConfig)),
          grant: data.tokenConfig.grant, // “custom” serves every grant
          clientAuthentication: data.tokenConfig.clientAuthentication,
        }}
      />
    </>
  );
}

interface EditFormProps {
  readonly tokenConfig: TokenConfig;
  readonly etag: string | null;
  readonly template: TemplateView;
}

function EditForm({ tokenConfig, etag, template }: EditFormProps) {
  const { t } = useTranslation();
  const { id } = tokenConfig;
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [conflict, setConflict] = useState<EditConflict>();
  const read = useMemo(() => valuesOf(tokenConfig), [tokenConfig]);
  const update = useMutation({
    mutationFn: ({ body }: { body: TokenConfigInput; then: Saving["then"] }) =>
      api.call(updateTokenConfigRoute, { params: { id }, body, headers: { "if-match": etag ?? "" } }),
    onSuccess: async (_answer, { then }) => {
      removeDraft(id);
      setConflict(undefined);
      await queryClient.invalidateQueries({ queryKey: tokenKeys.all });
      if (then === "finish") await navigate({ to: "/" });
    },
    onError: async (error) => {
      if (!changedMeanwhile(error)) return;
      const typed = { ...read, ...readDraft(id) };
      const newest = await queryClient.fetchQuery({ ...tokenConfigQuery(id), staleTime: 0 });
      setConflict(editConflictOf({ read, typed, theirs: valuesOf(newest.tokenConfig) }));
    },
  });
  return (
    <>
      <div role="status" className="note" style={{ margin: "0 0 8px", minHeight: 18 }}>
        {update.isSuccess && t("edit.saved")}
        {update.data?.data.token.settingsChanged && <ChangedSettings names={update.data.data.token.changedSettings} />}
      </div>
      <TokenConfigForm
        template={template}
        redirectUri={tokenConfig.redirectUri}
        initial={read}
        draftKey={id}
        saving={{
          isPending: update.isPending,
          error: changedMeanwhile(update.error) ? null : update.error,
          save: (body, then) => update.mutate({ body, then }),
        }}
        savedProof={{
          secretSet: tokenConfig.clientSecretSet,
          keySet: tokenConfig.clientKeySet,
          sharedBy: tokenConfig.clientSecretSharedBy,
        }}
        notice={({ control, setValue }) => (
          <>
            {conflict && (
              <EditConflictAlert
                conflict={conflict}
                template={template}
                // Paths and values come from the form's own fields.
                onTakeTheirs={({ path, theirs }) =>
                  setValue(path as Path<FormValues>, theirs, { shouldDirty: true, shouldValidate: true })
                }
              />
            )}
            {tokenConfig.token.obtainedAt !== null && <NewConsentHint control={control} read={read} />}
          </>
        )}
      />
    </>
  );
}

function changedMeanwhile(error: unknown): boolean {
  return error instanceof ApiProblem && error.problem.status === 412;
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
    deviceUrl: config.deviceUrl,
    revocationUrl: config.revocationUrl,
    issuer: config.issuer,
    issuerRequired: config.issuerRequired,
    scope: config.scope,
    notifications: config.notifications,
    placeholders: [],
    fields: {},
    mistakes: [],
    redirectUriHelp: "",
    mailServers: null,
    testingRuleDays: null,
    scopes: [],
    clientSecret: "optional",
    clientAuthentication: config.clientAuthentication,
  };
}
