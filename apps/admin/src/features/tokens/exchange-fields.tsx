import { TextInput } from "@mantine/core";
import type { UseFormReturn } from "react-hook-form";
import { useTranslation } from "../../i18n.ts";
import { sayFieldError } from "../../ui/field-errors.ts";
import { TokenConfigSelect } from "../../ui/token-config-select.tsx";
import type { FormValues } from "./form-values.ts";

/** Whose token is exchanged, and for which service. */
export function ExchangeFields({ form, stored }: { form: UseFormReturn<FormValues>; stored: string }) {
  const { t } = useTranslation();
  const { errors } = form.formState;
  return (
    <>
      <TokenConfigSelect
        by="name"
        stored={stored === "" ? undefined : { id: stored, name: stored }}
        label={t("field.subjectTokenConfig")}
        description={t("field.subjectTokenConfigHelp")}
        error={sayFieldError(errors.subjectTokenConfig)}
        {...form.register("subjectTokenConfig")}
      />
      <TextInput
        label={t("field.audience")}
        description={t("field.audienceHelp")}
        error={sayFieldError(errors.audience)}
        {...form.register("audience")}
      />
      <TextInput
        label={t("field.resource")}
        description={t("field.resourceHelp")}
        error={sayFieldError(errors.resource)}
        {...form.register("resource")}
      />
    </>
  );
}
