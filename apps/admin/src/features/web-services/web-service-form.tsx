import {
  debugLogLevels,
  validities,
  type WebService,
  type WebServiceInput,
  webServiceInput,
  webServiceTypes,
} from "@grantry/schema";
import { zodResolver } from "@hookform/resolvers/zod";
import { Button, Checkbox, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useEffect } from "react";
import { useForm } from "react-hook-form";
import { useTranslation } from "../../i18n.ts";
import { CancelButton } from "../../ui/cancel-button.tsx";
import { sayFieldError, showProblemAtFields } from "../../ui/field-errors.ts";
import { keepsFocus } from "../../ui/keeps-focus.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { AuthenticationFields } from "./authentication-fields.tsx";
import { HeaderFields } from "./header-fields.tsx";
import type { WebServiceValues } from "./web-service-values.ts";

const fields = ["name", "endpoint", "authentication", "headers", "timeoutSeconds", "tls"] as const;

/** Where a web service is, and what authenticates. Secrets are never shown: left empty they stay. */
export function WebServiceForm({
  values,
  stored,
  error,
  isSaving,
  onSave,
}: {
  values: WebServiceValues;
  stored?: WebService;
  error: unknown;
  isSaving: boolean;
  onSave: (values: WebServiceInput) => void;
}) {
  const { t } = useTranslation();
  const form = useForm<WebServiceValues, unknown, WebServiceInput>({
    resolver: zodResolver(webServiceInput),
    defaultValues: values,
    shouldUnregister: true, // each authentication has fields of its own
  });
  const { register, setError } = form;
  useEffect(() => {
    showProblemAtFields(error, fields, setError);
  }, [error, setError]);
  const [type, verify] = form.watch(["type", "tls.verify"]);
  const faultAt = (field: "name" | "endpoint" | "timeoutSeconds" | "tls.ca") =>
    sayFieldError(form.getFieldState(field, form.formState).error);
  return (
    <form
      className="panel stack"
      noValidate
      onSubmit={form.handleSubmit(({ headers, ...input }) => onSave({ ...input, ...(headers?.length && { headers }) }))}
    >
      <TextInput label={t("field.name")} error={faultAt("name")} {...register("name")} />
      <NativeSelect
        label={t("webServices.type")}
        data={webServiceTypes.map((value) => ({ value, label: value.toUpperCase() }))}
        {...register("type")}
      />
      {type === "soap" && (
        <NativeSelect label={t("webServices.soapVersion")} data={["1.1", "1.2"]} {...register("soapVersion")} />
      )}
      <TextInput
        label={t("webServices.endpoint")}
        placeholder="https://api.example.com/v1"
        error={faultAt("endpoint")}
        {...register("endpoint")}
      />
      <AuthenticationFields form={form} stored={stored?.authentication} />
      <HeaderFields form={form} />
      <TextInput
        label={t("webServices.timeoutSeconds")}
        inputMode="numeric"
        error={faultAt("timeoutSeconds")}
        {...register("timeoutSeconds", { valueAsNumber: true })}
      />
      <NativeSelect
        label={t("webServices.debugLog")}
        data={debugLogLevels.map((value) => ({ value, label: t(`webServices.debugLog.${value}`) }))}
        {...register("debugLog")}
      />
      <fieldset className="stack">
        <legend>{t("webServices.tls")}</legend>
        <Checkbox
          label={t("webServices.verify")}
          error={verify === false && t("webServices.notVerified")}
          {...register("tls.verify")}
        />
        <Textarea
          label={t("webServices.ca")}
          description={t("webServices.caHelp")}
          rows={3}
          placeholder="-----BEGIN CERTIFICATE-----"
          error={faultAt("tls.ca")}
          {...register("tls.ca")}
        />
      </fieldset>
      <NativeSelect
        label={t("webServices.validity")}
        data={validities.map((value) => ({ value, label: t(`validity.${value}`) }))}
        {...register("validity")}
      />
      <ProblemAlert error={error} />
      <div style={{ display: "flex", gap: 8 }}>
        <Button {...keepsFocus} type="submit" loading={isSaving}>
          {t("save")}
        </Button>
        <CancelButton />
      </div>
    </form>
  );
}
