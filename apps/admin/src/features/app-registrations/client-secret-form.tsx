import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useForm } from "react-hook-form";
import { useTranslation } from "../../i18n.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";

/** A client secret and, where the provider says one, the day on which it ends. */
export function ClientSecretForm(given: {
  isPending: boolean;
  error: unknown;
  onSave: (secret: { clientSecret: string; expiresAt: string | null }) => void;
  onCancel: () => void;
}) {
  const { t } = useTranslation();
  const { formState, handleSubmit, register } = useForm({ defaultValues: { clientSecret: "", endsOn: "" } });
  return (
    <form
      className="stack"
      style={{ gap: 12, maxWidth: 480 }}
      noValidate
      onSubmit={handleSubmit(({ clientSecret, endsOn }) =>
        given.onSave({ clientSecret, expiresAt: endsOn === "" ? null : new Date(`${endsOn}T00:00:00Z`).toISOString() }),
      )}
    >
      <PasswordInput
        label={t("field.clientSecret")}
        description={t("apps.addHelp")}
        autoComplete="off"
        error={formState.errors.clientSecret && t("apps.secretNeeded")}
        {...register("clientSecret", { required: true })}
      />
      <TextInput type="date" label={t("field.clientSecretExpiresOn")} {...register("endsOn")} />
      <ProblemAlert error={given.error} />
      <div style={{ display: "flex", gap: 8 }}>
        <Button type="submit" loading={given.isPending}>
          {t("save")}
        </Button>
        <Button variant="subtle" color="gray" onClick={given.onCancel}>
          {t("cancel")}
        </Button>
      </div>
    </form>
  );
}
