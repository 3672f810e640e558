import { PasswordInput, TextInput } from "@mantine/core";
import { useForm } from "react-hook-form";
import { useTranslation } from "../../i18n.ts";
import { ProofForm, type ProofFormProps } from "./proof-form.tsx";

/** A client secret and, where the provider says one, the day on which it ends. */
export function ClientSecretForm({
  error,
  isPending,
  onSave,
  onCancel,
}: ProofFormProps<{ clientSecret: string; expiresAt: string | null }>) {
  const { t } = useTranslation();
  const { formState, handleSubmit, register } = useForm({ defaultValues: { clientSecret: "", endsOn: "" } });
  return (
    <ProofForm
      isPending={isPending}
      error={error}
      onSubmit={handleSubmit(({ clientSecret, endsOn }) =>
        onSave({ clientSecret, expiresAt: endsOn === "" ? null : endOf(endsOn) }),
      )}
      onCancel={onCancel}
    >
      <PasswordInput
        label={t("field.clientSecret")}
        description={t("apps.addHelp")}
        autoComplete="off"
        error={formState.errors.clientSecret && t("apps.secretNeeded")}
        {...register("clientSecret", { required: true })}
      />
      <TextInput
        type="date"
        label={t("field.clientSecretExpiresOn")}
        error={formState.errors.endsOn && t("apps.endedAlready")}
        {...register("endsOn", { validate: (day) => day === "" || Date.parse(endOf(day)) > Date.now() })}
      />
    </ProofForm>
  );
}

/** When a secret ends of which the provider names the day. */
function endOf(day: string): string {
  return new Date(`${day}T00:00:00Z`).toISOString();
}
