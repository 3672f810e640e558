import type { Grant } from "@grantry/schema";
import { Checkbox, TextInput } from "@mantine/core";
import type { UseFormReturn } from "react-hook-form";
import { useTranslation } from "../../i18n.ts";
import { sayFieldError } from "../../ui/field-errors.ts";
import type { FormValues } from "./form-values.ts";

/** Which of the provider's addresses a grant takes. */
export const endpointsOf = {
  authorization_code: ["authorizationUrl", "tokenUrl", "refreshUrl", "deviceUrl", "revocationUrl", "issuer"],
  device_code: ["deviceUrl", "tokenUrl", "refreshUrl", "revocationUrl"],
  client_credentials: ["tokenUrl", "revocationUrl"],
  jwt_bearer: ["tokenUrl", "revocationUrl"],
  token_exchange: ["tokenUrl", "revocationUrl"],
} as const satisfies Record<Grant, readonly (keyof FormValues)[]>;

/** The provider's addresses. */
export function EndpointFields({ grant, form }: { grant: Grant; form: UseFormReturn<FormValues> }) {
  const { t } = useTranslation();
  const { errors } = form.formState;
  return (
    <fieldset className="stack">
      <legend>{t("field.endpoints")}</legend>
      {endpointsOf[grant].map((name) => (
        <TextInput
          key={name}
          label={t(`field.${name}`)}
          classNames={{ input: "mono" }}
          error={sayFieldError(errors[name])}
          {...form.register(name)}
        />
      ))}
      {grant === "authorization_code" && (
        <Checkbox label={t("field.issuerRequired")} {...form.register("issuerRequired")} />
      )}
    </fieldset>
  );
}
