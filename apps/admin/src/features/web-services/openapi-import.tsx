import { ApiProblem } from "@grantry/client";
import {
  importNewWebServiceRoute,
  importOpenApiRoute,
  type OpenApiImportReport,
  openApiImportReport,
  type WebService,
} from "@grantry/schema";
import { Button, Checkbox, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useForm } from "react-hook-form";
import { api } from "../../api.ts";
import { useTranslation } from "../../i18n.ts";
import { sayFieldError, showProblemAtFields } from "../../ui/field-errors.ts";
import { FileSource, isGiven, type Source } from "../../ui/file-source.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { TokenConfigSelect } from "../../ui/token-config-select.tsx";
import { OpenApiReport } from "./openapi-report.tsx";
import { webServiceKeys } from "./queries.ts";

interface Choice {
  name: string;
  endpoint: string;
  tokenConfig: string;
  leaveOutRefused: boolean;
}
const nothingChosen: Choice = { name: "", endpoint: "", tokenConfig: "", leaveOutRefused: false };

/** A document becomes invokers: first what would become of each operation, then all of it or nothing. */
export function OpenApiImport({ service }: { service?: WebService }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const [source, setSource] = useState<Source>("");
  const form = useForm<Choice>({ defaultValues: nothingChosen });
  const { register, setError, handleSubmit } = form;
  const run = useMutation({
    mutationFn: (asked: Choice & { dryRun: boolean }) => sent(service?.id, source, asked),
    onSuccess: async ({ applied }) => {
      if (applied) await queryClient.invalidateQueries({ queryKey: webServiceKeys.all });
    },
  });
  const report = run.data;
  const checked = report?.dryRun ? report : undefined;
  const isRefused = checked?.entries.some(({ outcome }) => outcome === "refused") ?? false;
  useEffect(() => {
    showProblemAtFields(run.error, ["name", "endpoint", "tokenConfig"], setError);
  }, [run.error, setError]);
  const faultAt = (field: keyof Choice) => sayFieldError(form.getFieldState(field, form.formState).error);
  const forget = () => {
    form.clearErrors();
    run.reset();
  };
  return (
    <>
      <form
        className="panel stack"
        onSubmit={handleSubmit((values) => run.mutate({ ...values, dryRun: true }))}
        onChange={forget}
      >
        <FileSource
          accept=".json,.yml,.yaml,application/json,application/yaml"
          pasteLabel={t("webServices.openApi.paste")}
          source={source}
          onChange={(next) => {
            setSource(next);
            forget();
          }}
        />
        {!service && (
          <>
            <TextInput
              label={t("field.name")}
              description={t("webServices.openApi.nameHelp")}
              error={faultAt("name")}
              {...register("name")}
            />
            <TextInput
              label={t("webServices.endpoint")}
              description={t("webServices.openApi.endpointHelp")}
              error={faultAt("endpoint")}
              {...register("endpoint")}
            />
            <TokenConfigSelect
              label={t("webServices.tokenConfig")}
              description={t("webServices.openApi.tokenConfigHelp")}
              stored={undefined}
              {...register("tokenConfig")}
            />
          </>
        )}
        <Checkbox label={t("webServices.openApi.leaveOut")} {...register("leaveOutRefused")} />
        <ProblemAlert error={run.error} />
        <div style={{ display: "flex", gap: 8, flexWrap: "wrap" }}>
          <Button
            type="submit"
            variant={checked ? "default" : "filled"}
            disabled={!isGiven(source)}
            loading={run.isPending}
          >
            {t("webServices.openApi.check")}
          </Button>
          {checked && (
            <Button
              disabled={isRefused || run.isPending}
              onClick={handleSubmit((values) => run.mutate({ ...values, dryRun: false }))}
            >
              {t("webServices.openApi.apply")}
            </Button>
          )}
          {report?.applied && report.webService.id !== null && (
            <Button component={Link} to={`/web-services/${report.webService.id}`}>
              {t("webServices.openApi.open", { name: report.webService.name })}
            </Button>
          )}
        </div>
      </form>
      {report && <OpenApiReport report={report} endpoint={service?.endpoint} />}
    </>
  );
}

/** Asks for it. That operations were refused is an answer like others: a report. */
async function sent(
  id: string | undefined,
  body: Source,
  { dryRun, leaveOutRefused, ...given }: Choice & { dryRun: boolean },
): Promise<OpenApiImportReport> {
  const choice = { dryRun: `${dryRun}`, leaveOutRefused: `${leaveOutRefused}` } as const;
  try {
    if (id !== undefined) return (await api.call(importOpenApiRoute, { params: { id }, query: choice, body })).data;
    const query = { ...choice, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== "")) };
    return (await api.call(importNewWebServiceRoute, { query, body })).data;
  } catch (error) {
    const report = error instanceof ApiProblem ? openApiImportReport.safeParse(error.problem) : undefined;
    if (report?.success) return report.data;
    throw error;
  }
}
