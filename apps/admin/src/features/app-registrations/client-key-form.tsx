import type { ClientKeyInput as ClientKey } from "@grantry/schema";
import { Button } from "@mantine/core";
import { Controller, useForm } from "react-hook-form";
import { useTranslation } from "../../i18n.ts";
import { ClientKeyInput } from "../../ui/client-key/client-key-input.tsx";
import { keyErrorsOf } from "../../ui/client-key/key-errors.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";

/** A key that is made here or brought, for an app that is registered already. */
export function ClientKeyForm(given: {
  isPending: boolean;
  error: unknown;
  onSave: (key: ClientKey) => void;
  onCancel: () => void;
}) {
  const { t } = useTranslation();
  const { control, handleSubmit } = useForm<{ key: ClientKey }>({ defaultValues: { key: { kind: "made", years: 2 } } });
  const errors = keyErrorsOf(given.error, "");
  return (
    <form
      className="stack"
      style={{ gap: 12, maxWidth: 480 }}
      noValidate
      onSubmit={handleSubmit(({ key }) => given.onSave(key))}
    >
      <Controller
        control={control}
        name="key"
        render={({ field }) => (
          <ClientKeyInput
            value={field.value}
            onChange={field.onChange}
            kinds={["made", "pem", "pkcs12", "service-account"]}
            errors={errors}
          />
        )}
      />
      {Object.keys(errors).length === 0 && <ProblemAlert error={given.error} />}
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
