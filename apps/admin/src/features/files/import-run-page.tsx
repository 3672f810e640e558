import { ApiProblem } from "@grantry/client";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "../../i18n.ts";
import { PageHead } from "../../ui/page-head.tsx";
import { usePageTitle } from "../../ui/page-title.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { TimeInWords } from "../../ui/time-in-words.tsx";
import { ImportProgress } from "./import-progress.tsx";
import { ImportReportTable } from "./import-report-table.tsx";
import { importRunQuery } from "./import-run.ts";

/** An import that was left, and found again: how far it is, and once it has ended its report. */
export function ImportRunPage() {
  const { t } = useTranslation();
  usePageTitle(t("import.one"));
  const { id } = useParams({ from: "/signed-in/token-configs/import/runs/$id" });
  const { data: run, error } = useQuery(importRunQuery(id));
  return (
    <>
      <PageHead
        crumb={
          <>
            <Link to="/">{t("tokens.title")}</Link> / <Link to="/token-configs/import">{t("import.title")}</Link>
          </>
        }
        title={t("import.one")}
        summary={run && <TimeInWords instant={run.startedAt} />}
      />
      <ProblemAlert error={run?.problem ? new ApiProblem(run.problem) : error} />
      {run?.endedAt === null && <ImportProgress run={run} all={run.state === "arriving" ? undefined : run.arrived} />}
      {run?.entries && (
        <ImportReportTable report={{ dryRun: false, applied: run.state === "applied", entries: run.entries }} />
      )}
    </>
  );
}
