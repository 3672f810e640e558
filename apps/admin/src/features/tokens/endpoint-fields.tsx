import type { Grant } from "@grantry/schema";
import { TextInput } from "@mantine/core";
import type { UseFormReturn } from "react-hook-form";
import { useTranslation } from "../../i18n.ts";
import { sayFieldError } from "../../ui/field-errors.ts";
import type { FormValues } from "./form-values.ts";

const fieldsOf = {
  authorization_code: ["authorizationUrl", "tokenUrl", "refreshUrl", "deviceUrl", "revocationUrl"],
  device_code: ["deviceUrl", "tokenUrl", "refreshUrl", "revocationUrl"],
  client_credentials: ["tokenUrl", "revocationUrl"],
  jwt_bearer: ["tokenUrl", "revocationUrl"],
  token_exchange: ["tokenUrl", "revocationUrl"],
} as const satisfies Record<Grant, readonly (keyof FormValues)[]>;

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
  return (
    <details open={open}>
      <summary style={{ fontSize: 13, fontWeight: 500, cursor: "pointer" }}>{t("field.endpoints")}</summary>
      <div className="stack" style={{ marginTop: 12 }}>
        {fieldsOf[grant].map((name) => (
          <TextInput
            key={name}
            label={t(`field.${name}`)}
            classNames={{ input: "mono" }}
            error={sayFieldError(errors[name])}
            {...form.register(name)}
          />
        ))}
      </div>
    </details>
  );
}
