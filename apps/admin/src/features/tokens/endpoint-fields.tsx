import type { Grant } from "@grantry/schema";
import { TextInput } from "@mantine/core";
import type { UseFormReturn } from "react-hook-form";
import { useTranslation } from "../../i18n.ts";
import { sayFieldError } from "../../ui/field-errors.ts";
import type { FormValues } from "./form-values.ts";

/** The provider's addresses: filled in by templates, so folded away where nobody needs to look. */
export function EndpointFields({
  grant,
  open,
  form,
}: {
  grant: Grant;
  open: boolean;
  form: UseFormReturn<FormValues>;
}) {
  const { t } = useTranslation();
  const { errors } = form.formState;
  const fields =
    grant === "authorization_code"
      ? (["authorizationUrl", "tokenUrl", "refreshUrl"] as const)
      : (["tokenUrl"] as const);
  return (
    <details open={open}>
      <summary style={{ fontSize: 13, fontWeight: 500, cursor: "pointer" }}>{t("field.endpoints")}</summary>
      <div className="stack" style={{ marginTop: 12 }}>
        {fields.map((name) => (
          <TextInput
            key={name}
            label={t(`field.${name}`)}
            className="mono"
            error={sayFieldError(errors[name])}
            {...form.register(name)}
          />
        ))}
      </div>
    </details>
  );
}
