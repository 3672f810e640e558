import { checkMailAccountRoute } from "@grantry/schema";
import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { api } from "../../api.ts";
import { useTranslation } from "../../i18n.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { StepList } from "./step-list.tsx";

/** A real sign-in, step by step: which of them failed, why, and what to do. */
export function CheckPanel({ id }: { id: string }) {
  const { t } = useTranslation();
  const check = useMutation({
    mutationFn: async () => (await api.call(checkMailAccountRoute, { params: { id } })).data,
  });
  return (
    <section className="panel stack" aria-label={t("mailAccounts.check")}>
      <h2>{t("mailAccounts.check")}</h2>
      <p className="note" style={{ margin: 0 }}>
        {t("mailAccounts.checkHelp")}
      </p>
      <div>
        <Button variant="default" loading={check.isPending} onClick={() => check.mutate()}>
          {t("mailAccounts.checkNow")}
        </Button>
      </div>
      <ProblemAlert error={check.error} />
      {check.data && <StepList steps={check.data.steps} />}
      {check.data?.messages != null && (
        <p style={{ margin: 0 }}>{t("mailAccounts.counted", { count: check.data.messages })}</p>
      )}
    </section>
  );
}
