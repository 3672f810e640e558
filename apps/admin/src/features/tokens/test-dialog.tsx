import { type TokenConfigSummary, type TokenTest, testTokenRoute } from "@grantry/schema";
import { Button, Loader } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { api } from "../../api.ts";
import { useTranslation } from "../../i18n.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";

/** Tries the token at the service that its template knows, and shows how far that came. */
export default function TestDialog({
  item,
  onClose,
}: {
  item: Pick<TokenConfigSummary, "id" | "name">;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const test = useQuery({
    queryKey: ["token-test", item.id],
    queryFn: async () => (await api.call(testTokenRoute, { params: { id: item.id } })).data,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  });
  return (
    <Dialog title={t("testDialog.title", { name: item.name })} onClose={onClose}>
      {test.isFetching ? (
        <Loader size="sm" aria-label={t("testDialog.running")} />
      ) : (
        <>
          <ProblemAlert error={test.error} />
          {test.data && <Result test={test.data} />}
        </>
      )}
      <div style={{ display: "flex", gap: 8, justifyContent: "flex-end" }}>
        <Button variant="default" onClick={onClose}>
          {t("testDialog.close")}
        </Button>
        <Button variant="default" disabled={test.isFetching} onClick={() => void test.refetch()}>
          {t("testDialog.again")}
        </Button>
      </div>
    </Dialog>
  );
}

function Result({ test: { account, host, problem, steps, succeeded } }: { test: TokenTest }) {
  const { t } = useTranslation();
  const verdict = account ? "testDialog.takenOf" : "testDialog.taken";
  const problems = [problem, ...steps.map((step) => step.problem)].filter((one) => one !== null);
  return (
    <>
      <p role="status" style={{ margin: 0 }}>
        <strong>{t(succeeded ? verdict : "testDialog.notTaken", { host, account: account ?? "" })}</strong>
      </p>
      {steps.length > 0 && (
        <ol style={{ margin: 0, paddingLeft: 20 }}>
          {steps.map(({ step, outcome, milliseconds }) => (
            <li key={step}>
              {t(`testStep.${step}`)}: {t(`testOutcome.${outcome}`)}
              {milliseconds !== null && ` (${milliseconds} ms)`}
            </li>
          ))}
        </ol>
      )}
      {problems.map(({ title, detail, action }) => (
        <div key={title} className="failure">
          <p>
            <strong>{title}.</strong> {detail}
          </p>
          <p>{action}</p>
        </div>
      ))}
    </>
  );
}
