import { Button, Checkbox } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslation } from "../../i18n.ts";
import { FileSource, isGiven, type Source } from "../../ui/file-source.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { usePageTitle } from "../../ui/page-title.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { EarlierImports } from "./earlier-imports.tsx";
import { StartedImport } from "./import-progress.tsx";
import { ImportReportTable } from "./import-report-table.tsx";
import { newImportId, useImport } from "./import-run.ts";

interface Choice {
  overwrite: boolean;
  leaveOutRefused: boolean;
}

/** A file becomes configurations: first what would become of each entry, then all of it or nothing. */
export function ImportPage() {
  const { t } = useTranslation();
  usePageTitle(t("import.title"));
  const { start, forget, last } = useImport();
  const [source, setSource] = useState<Source>(last?.variables?.source ?? "");
  const { handleSubmit, register, watch } = useForm<Choice>({
    defaultValues: {
      overwrite: last?.variables?.overwrite ?? false,
      leaveOutRefused: last?.variables?.leaveOutRefused ?? false,
    },
  });
  const change = (next: Source) => {
    setSource(next);
    forget();
  };
  const choice = watch();
  const report = last?.data;
  const isPending = last?.status === "pending";
  const running = isPending && !last.variables?.dryRun ? last.variables : undefined;
  const checked = report?.dryRun && isGiven(source) ? report : undefined;
  const expected = checked?.entries.length ?? 0;
  const ask = (asked: Choice & { dryRun: boolean }) => start({ ...asked, source, expected, id: newImportId() });
  const refused = checked?.entries.some(({ outcome }) => outcome === "refused") ?? false;
  return (
    <>
      <PageHead crumb={<Link to="/">{t("tokens.title")}</Link>} title={t("import.title")} summary={t("import.summary")}>
        <Button component={Link} to="/token-configs/import/tokens" variant="default">
          {t("takeOver.title")}
        </Button>
      </PageHead>
      <form
        className="panel stack"
        onSubmit={handleSubmit((values) => ask({ ...values, dryRun: true }))}
        onChange={forget}
      >
        <FileSource
          accept=".yml,.yaml,application/yaml"
          pasteLabel={t("import.paste")}
          source={source}
          onChange={change}
        />
        <Checkbox label={t("import.overwrite")} description={t("import.overwriteHelp")} {...register("overwrite")} />
        <Checkbox label={t("import.leaveOut")} {...register("leaveOutRefused")} />
        <ProblemAlert error={last?.error} />
        <div style={{ display: "flex", gap: 8, flexWrap: "wrap" }}>
          <Button
            type="submit"
            variant={checked ? "default" : "filled"}
            disabled={!isGiven(source)}
            loading={isPending}
          >
            {t("import.check")}
          </Button>
          {checked && (
            <Button disabled={refused} onClick={() => ask({ ...choice, dryRun: false })}>
              {t("import.apply")}
            </Button>
          )}
        </div>
      </form>
      {running && <StartedImport id={running.id} expected={running.expected} />}
      {report && <ImportReportTable report={report} />}
      <EarlierImports />
    </>
  );
}
