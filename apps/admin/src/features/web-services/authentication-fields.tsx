import type { WebService } from "@grantry/schema";
import { NativeSelect, PasswordInput, TextInput } from "@mantine/core";
import { useTranslation } from "../../i18n.ts";
import { sayFieldError } from "../../ui/field-errors.ts";
import { TokenConfigSelect } from "../../ui/token-config-select.tsx";
import type { WebServiceFields } from "./web-service-values.ts";

const kinds = ["none", "basic", "api-key", "token-config"] as const;
type Field = `authentication.${"tokenConfig" | "username" | "password" | "name" | "value"}`;

/** What authenticates at the service: with a token, its header is added by the server. */
export function AuthenticationFields({
  form,
  stored,
}: {
  form: WebServiceFields;
  stored: WebService["authentication"] | undefined;
}) {
  const { t } = useTranslation();
  const { register } = form;
  const kind = form.watch("authentication.type");
  const faultAt = (field: Field) => sayFieldError(form.getFieldState(field, form.formState).error);
  const kept = (isSet: boolean) => (isSet ? t("webServices.secretKept") : undefined);
  return (
    <>
      <NativeSelect
        label={t("webServices.authenticates")}
        data={kinds.map((value) => ({ value, label: t(`webServices.authentication.${value}`) }))}
        {...register("authentication.type")}
      />
      {kind === "token-config" && (
        <TokenConfigSelect
          label={t("webServices.tokenConfig")}
          description={t("webServices.tokenConfigHelp")}
          error={faultAt("authentication.tokenConfig")}
          stored={
            stored?.type === "token-config" ? { id: stored.tokenConfig, name: stored.tokenConfigName } : undefined
          }
          {...register("authentication.tokenConfig")}
        />
      )}
      {kind === "basic" && (
        <>
          <TextInput
            label={t("webServices.username")}
            autoComplete="off"
            error={faultAt("authentication.username")}
            {...register("authentication.username")}
          />
          <PasswordInput
            label={t("webServices.password")}
            description={kept(stored?.type === "basic" && stored.passwordSet)}
            autoComplete="new-password"
            error={faultAt("authentication.password")}
            {...register("authentication.password")}
          />
        </>
      )}
      {kind === "api-key" && (
        <>
          <NativeSelect
            label={t("webServices.apiKeyIn")}
            data={(["header", "query"] as const).map((value) => ({ value, label: t(`webServices.apiKeyIn.${value}`) }))}
            {...register("authentication.in")}
          />
          <TextInput
            label={t("webServices.apiKeyName")}
            placeholder="X-API-Key"
            error={faultAt("authentication.name")}
            {...register("authentication.name")}
          />
          <PasswordInput
            label={t("webServices.apiKeyValue")}
            description={kept(stored?.type === "api-key" && stored.valueSet)}
            autoComplete="new-password"
            error={faultAt("authentication.value")}
            {...register("authentication.value")}
          />
        </>
      )}
    </>
  );
}
