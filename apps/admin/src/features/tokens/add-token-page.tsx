import { createTokenConfigRoute, isConsented, type TokenConfigInput } from "@grantry/schema";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useMemo } from "react";
import { api } from "../../api.ts";
import { useTranslation } from "../../i18n.ts";
import { PageHead } from "../../ui/page-head.tsx";
import { usePageTitle } from "../../ui/page-title.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { AddSteps } from "./add-steps.tsx";
import { removeDraft } from "./draft.ts";
import { newValues } from "./form-values.ts";
import { templatesQuery, tokenKeys, useAuthorize } from "./queries.ts";
import { type Saving, TokenConfigForm } from "./token-config-form.tsx";

export function AddTokenPage() {
  const { t } = useTranslation();
  const { templateId } = useParams({ from: "/signed-in/token-configs/new/$templateId" });
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const { data, error } = useQuery(templatesQuery());
  const template = data?.templates.find(({ id }) => id === templateId);
  const initial = useMemo(() => template && newValues(template), [template]);
  usePageTitle(template?.name ?? t("add.title"));
  const authorize = useAuthorize();
  const create = useMutation({
    mutationFn: async ({ body }: { body: TokenConfigInput; then: Saving["then"] }) =>
      (await api.call(createTokenConfigRoute, { body })).data,
    onSuccess: async ({ id }, { then }) => {
      removeDraft(templateId);
      await queryClient.invalidateQueries({ queryKey: tokenKeys.all });
      await navigate({ to: "/token-configs/$id", params: { id } });
      if (then === "authorize") authorize.mutate(id);
    },
  });
  if (!data) return <ProblemAlert error={error} />;
  if (!template || !initial) return <p>{t("add.noTemplate")}</p>;
  return (
    <>
      <PageHead
        crumb={
          <>
            <Link to="/">{t("tokens.title")}</Link> / <Link to="/token-configs/new">{t("add.title")}</Link>
          </>
        }
        title={template.name}
        summary={
          <>
            {t(`grant.${template.grant}`)}. {t("add.templateStays")}
          </>
        }
      />
      <AddSteps current={2} isConsented={isConsented(template.grant)} />
      <TokenConfigForm
        key={templateId}
        template={template}
        redirectUri={data.redirectUri}
        initial={initial}
        draftKey={templateId}
        saving={{
          isPending: create.isPending,
          error: create.error,
          save: (body, then) => create.mutate({ body, then }),
        }}
        savedProof={null}
      />
    </>
  );
}
