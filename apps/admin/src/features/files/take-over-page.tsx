import { importTokensRoute, type TokenImportReport, type TokenImportRow } from "@grantry/schema";
import { Button, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { api } from "../../api.ts";
import { useTranslation } from "../../i18n.ts";
import { FileSource, isGiven, type Source } from "../../ui/file-source.tsx";
import { OutcomeReport } from "../../ui/outcome-report.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { usePageTitle } from "../../ui/page-title.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { TimeInWords } from "../../ui/time-in-words.tsx";

const tones = { "taken-over": "ok", kept: "off", empty: "off", "not-found": "act" } as const;

/** Running grants from the seed system's token list: nobody has to consent again. */
export function TakeOverPage() {
  const { t } = useTranslation();
  usePageTitle(t("takeOver.title"));
  const queryClient = useQueryClient();
  const [source, setSource] = useState<Source>("");
  const { getValues, handleSubmit, register } = useForm({ defaultValues: { timeZone: "UTC" } });
  const run = useMutation({
    mutationFn: async ({ dryRun }: { dryRun: boolean }) => {
      const query = { dryRun: `${dryRun}` as const, timeZone: getValues("timeZone") };
      return (await api.call(importTokensRoute, { query, body: source })).data;
    },
    onSuccess: async ({ applied }) => {
      if (applied) await queryClient.invalidateQueries();
    },
  });
  const change = (next: Source) => {
    setSource(next);
    run.reset();
  };
  return (
    <>
      <PageHead
        crumb={
          <>
            <Link to="/">{t("tokens.title")}</Link> / <Link to="/token-configs/import">{t("import.title")}</Link>
          </>
        }
        title={t("takeOver.title")}
        summary={t("takeOver.summary")}
      />
      <form className="panel stack" onSubmit={handleSubmit(() => run.mutate({ dryRun: true }))}>
        <p className="note" style={{ margin: 0 }}>
          {t("takeOver.command")}{" "}
          <code className="mono">bin/znuny.Console.pl Admin::OAuth2TokenManagement::ListTokenInformation</code>
        </p>
        <FileSource accept=".txt,text/plain" pasteLabel={t("takeOver.paste")} source={source} onChange={change} />
        <TextInput
          label={t("takeOver.timeZone")}
          description={t("takeOver.timeZoneHelp")}
          {...register("timeZone", { onChange: () => run.reset() })}
        />
        <ProblemAlert error={run.error} />
        <div style={{ display: "flex", gap: 8, flexWrap: "wrap" }}>
          <Button
            type="submit"
            variant={run.data?.dryRun ? "default" : "filled"}
            disabled={!isGiven(source)}
            loading={run.isPending}
          >
            {t("import.check")}
          </Button>
          {run.data?.dryRun && <Button onClick={() => run.mutate({ dryRun: false })}>{t("takeOver.apply")}</Button>}
        </div>
      </form>
      {run.data && <TakeOverTable report={run.data} />}
    </>
  );
}

function TakeOverTable({ report }: { report: TokenImportReport }) {
  const { t } = useTranslation();
  const counts = Object.entries(Object.groupBy(report.entries, ({ outcome }) => outcome));
  return (
    <OutcomeReport
      title={t(report.applied ? "takeOver.done" : "import.wouldBe")}
      counts={counts.map(([outcome, group]) => [
        t(`takeOverOutcome.${outcome as TokenImportRow["outcome"]}`),
        group?.length ?? 0,
      ])}
      columns={[t("field.name"), t("import.outcome")]}
      rows={report.entries.map(({ index, name, outcome, firstRefreshAt }) => ({
        key: index,
        cells: [name],
        tone: tones[outcome],
        outcome: t(`takeOverOutcome.${outcome}`),
        notes: firstRefreshAt ? [<FirstRefresh key="first-refresh" at={firstRefreshAt} />] : [],
      }))}
      more={(count) => t("import.more", { count })}
    />
  );
}

function FirstRefresh({ at }: { at: string }) {
  const { t } = useTranslation();
  return (
    <>
      {t("takeOver.firstRefresh")} <TimeInWords instant={at} />
    </>
  );
}
