import { ApiProblem } from "@grantry/client";
import { type ImportReport, importReport, importTokenConfigsRoute } from "@grantry/schema";
import { Button, Checkbox } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { api } from "../../api.ts";
import { useTranslation } from "../../i18n.ts";
import { usePageTitle } from "../../ui/page-title.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { FileSource, isGiven, type Source } from "./file-source.tsx";
import { ImportReportTable } from "./import-report-table.tsx";

interface Choice {
  overwrite: boolean;
  leaveOutRefused: boolean;
}

/** A file becomes configurations: first what would become of each entry, then all of it or nothing. */
export function ImportPage() {
  const { t } = useTranslation();
  usePageTitle(t("import.title"));
  const queryClient = useQueryClient();
  const [source, setSource] = useState<Source>("");
  const { handleSubmit, register, watch } = useForm<Choice>({
    defaultValues: { overwrite: false, leaveOutRefused: false },
  });
  const run = useMutation({
    mutationFn: ({ dryRun, overwrite, leaveOutRefused }: Choice & { dryRun: boolean }) =>
      sent(source, { dryRun, overwrite, leaveOutRefused }),
    onSuccess: async ({ applied }) => {
      if (applied) await queryClient.invalidateQueries();
    },
  });
  const change = (next: Source) => {
    setSource(next);
    run.reset();
  };
  const choice = watch();
  const report = run.data;
  const checked = report?.dryRun && !run.isPending ? report : undefined;
  const refused = checked?.entries.some(({ outcome }) => outcome === "refused") ?? false;
  return (
    <>
      <div className="page-head">
        <div>
          <div className="crumb">
            <Link to="/">{t("tokens.title")}</Link> /
          </div>
          <h1>{t("import.title")}</h1>
          <p>{t("import.summary")}</p>
        </div>
        <Button component={Link} to="/token-configs/import/tokens" variant="default">
          {t("takeOver.title")}
        </Button>
      </div>
      <form
        className="panel stack"
        onSubmit={handleSubmit((values) => run.mutate({ ...values, dryRun: true }))}
        onChange={() => run.reset()}
      >
        <FileSource
          accept=".yml,.yaml,application/yaml"
          pasteLabel={t("import.paste")}
          source={source}
          onChange={change}
        />
        <Checkbox label={t("import.overwrite")} description={t("import.overwriteHelp")} {...register("overwrite")} />
        <Checkbox label={t("import.leaveOut")} {...register("leaveOutRefused")} />
        <ProblemAlert error={run.error} />
        <div style={{ display: "flex", gap: 8, flexWrap: "wrap" }}>
          <Button
            type="submit"
            variant={checked ? "default" : "filled"}
            disabled={!isGiven(source)}
            loading={run.isPending}
          >
            {t("import.check")}
          </Button>
          {checked && (
            <Button disabled={refused} onClick={() => run.mutate({ ...choice, dryRun: false })}>
              {t("import.apply")}
            </Button>
          )}
        </div>
      </form>
      {report && <ImportReportTable report={report} />}
    </>
  );
}

/** Asks for it. That entries were refused is an answer like others: a report. */
async function sent(source: Source, choice: Choice & { dryRun: boolean }): Promise<ImportReport> {
  const query = {
    dryRun: `${choice.dryRun}`,
    overwrite: `${choice.overwrite}`,
    leaveOutRefused: `${choice.leaveOutRefused}`,
  } as const;
  try {
    return (await api.call(importTokenConfigsRoute, { query, body: source })).data;
  } catch (error) {
    const report = error instanceof ApiProblem ? importReport.safeParse(error.problem) : undefined;
    if (report?.success) return report.data;
    throw error;
  }
}
