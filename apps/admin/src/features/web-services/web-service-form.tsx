import { createWebServiceRoute, type WebServiceInput, webServiceInput } from "@grantry/schema";
import { zodResolver } from "@hookform/resolvers/zod";
import { Button, NativeSelect, PasswordInput, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { useForm } from "react-hook-form";
import type * as z from "zod";
import { api } from "../../api.ts";
import { useTranslation } from "../../i18n.ts";
import { sayFieldError, showProblemAtFields } from "../../ui/field-errors.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { webServiceKeys } from "./queries.ts";

type Values = z.input<typeof webServiceInput>;
const kinds = ["none", "basic", "token-config"] as const;
const fields = [
  "name",
  "endpoint",
  "authentication.tokenConfig",
  "authentication.username",
  "authentication.password",
] as const;

/** A new web service: where it is, and what authenticates. With a token, its header is added by the server. */
export function WebServiceForm() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const form = useForm<Values, unknown, WebServiceInput>({
    resolver: zodResolver(webServiceInput),
    defaultValues: { name: "", type: "rest", endpoint: "", authentication: { type: "token-config", tokenConfig: "" } },
    shouldUnregister: true,
  });
  const create = useMutation({
    mutationFn: async (body: Values) => (await api.call(createWebServiceRoute, { body })).data,
    onSuccess: async ({ id }) => {
      await queryClient.invalidateQueries({ queryKey: webServiceKeys.all });
      await navigate({ to: "/web-services/$id", params: { id } });
    },
  });
  const { register, setError } = form;
  useEffect(() => {
    showProblemAtFields(create.error, fields, setError);
  }, [create.error, setError]);
  const kind = form.watch("authentication.type");
  const faultAt = (field: (typeof fields)[number]) => sayFieldError(form.getFieldState(field, form.formState).error);
  return (
    <form className="panel stack" noValidate onSubmit={form.handleSubmit((values) => create.mutate(values))}>
      <h2>{t("webServices.add")}</h2>
      <TextInput label={t("field.name")} error={faultAt("name")} {...register("name")} />
      <NativeSelect label={t("webServices.type")} data={["rest", "soap"]} {...register("type")} />
      <TextInput
        label={t("webServices.endpoint")}
        placeholder="https://api.example.com/v1"
        error={faultAt("endpoint")}
        {...register("endpoint")}
      />
      <NativeSelect
        label={t("webServices.authenticates")}
        data={kinds.map((value) => ({ value, label: t(`webServices.authentication.${value}`) }))}
        {...register("authentication.type")}
      />
      {kind === "token-config" && (
        <TextInput
          label={t("webServices.tokenConfig")}
          description={t("webServices.tokenConfigHelp")}
          error={faultAt("authentication.tokenConfig")}
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
            autoComplete="off"
            error={faultAt("authentication.password")}
            {...register("authentication.password")}
          />
        </>
      )}
      <ProblemAlert error={create.error} />
      <Button type="submit" loading={create.isPending}>
        {t("save")}
      </Button>
    </form>
  );
}
