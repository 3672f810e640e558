import { sendTestMessageRoute } from "@grantry/schema";
import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useEffect } from "react";
import { useForm } from "react-hook-form";
import { api } from "../../api.ts";
import { useTranslation } from "../../i18n.ts";
import { sayFieldError, showProblemAtFields } from "../../ui/field-errors.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { StepList } from "./step-list.tsx";

interface Recipient {
  to: string;
}

/** A real sign-in where mail is sent from, and a test message when there is a recipient. */
export function SendPanel({ id }: { id: string }) {
  const { t } = useTranslation();
  const { register, handleSubmit, setError, getFieldState, formState } = useForm<Recipient>({
    defaultValues: { to: "" },
  });
  const send = useMutation({
    mutationFn: async (body: Recipient) => (await api.call(sendTestMessageRoute, { params: { id }, body })).data,
  });
  useEffect(() => {
    showProblemAtFields(send.error, ["to"], setError);
  }, [send.error, setError]);
  return (
    <section className="panel stack" aria-label={t("mailAccounts.sending")}>
      <h2>{t("mailAccounts.sending")}</h2>
      <form className="stack" noValidate onSubmit={handleSubmit((recipient) => send.mutate(recipient))}>
        <TextInput
          type="email"
          label={t("mailAccounts.recipient")}
          description={t("mailAccounts.recipientHelp")}
          error={sayFieldError(getFieldState("to", formState).error)}
          {...register("to", { setValueAs: (to: string) => to.trim() })}
        />
        <div>
          <Button type="submit" variant="default" loading={send.isPending}>
            {t("mailAccounts.sendNow")}
          </Button>
        </div>
      </form>
      <ProblemAlert error={send.error} />
      {send.data && <StepList steps={send.data.steps} />}
    </section>
  );
}
