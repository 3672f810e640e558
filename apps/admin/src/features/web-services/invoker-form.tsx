import { type InvokerInput, invokerInput, invokerMethods } from "@grantry/schema";
import { zodResolver } from "@hookform/resolvers/zod";
import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { useForm } from "react-hook-form";
import type * as z from "zod";
import { useTranslation } from "../../i18n.ts";
import { sayFieldError, showProblemAtFields } from "../../ui/field-errors.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { QueryFields } from "./query-fields.tsx";
import { dataOf } from "./sample-data.ts";

export type InvokerValues = z.input<typeof invokerInput>;
const fields = ["name", "path", "query", "body", "soapAction", "returns"] as const;
const bodies = ["none", "json", "form", "xml"] as const;

/** A named call: method and path below the endpoint, query, body, and which part of the answer to return. */
export function InvokerForm({
  title,
  type,
  values,
  error,
  isSaving,
  onSave,
  onCancel,
}: {
  title: string;
  type: "rest" | "soap";
  values: InvokerValues;
  error: unknown;
  isSaving: boolean;
  onSave: (values: InvokerInput) => void;
  onCancel: () => void;
}) {
  const { t } = useTranslation();
  const form = useForm<InvokerValues, unknown, InvokerInput>({
    resolver: zodResolver(invokerInput),
    defaultValues: values,
  });
  const { register, setError } = form;
  useEffect(() => {
    showProblemAtFields(error, fields, setError);
  }, [error, setError]);
  const [sample, setSample] = useState(() => JSON.stringify(values.sample ?? {}, null, 1));
  const bodyType = form.watch("body.type");
  const takesTemplate = bodyType === "xml" || bodyType === "json";
  const faultAt = (field: "name" | "path" | "soapAction" | "returns" | "body.template") =>
    sayFieldError(form.getFieldState(field, form.formState).error);
  return (
    <form className="panel stack" aria-label={title} noValidate onSubmit={form.handleSubmit(onSave)}>
      <h2>{title}</h2>
      <TextInput label={t("field.name")} error={faultAt("name")} {...register("name")} />
      {type === "rest" && (
        <NativeSelect label={t("webServices.method")} data={[...invokerMethods]} {...register("method")} />
      )}
      <TextInput
        label={t("webServices.path")}
        description={t("webServices.pathHelp")}
        placeholder="/tickets/:id"
        error={faultAt("path")}
        {...register("path")}
      />
      <QueryFields form={form} />
      {type === "rest" && (
        <NativeSelect
          label={t("webServices.body")}
          data={bodies.map((value) => ({ value, label: t(`webServices.body.${value}`) }))}
          {...register("body.type")}
        />
      )}
      {takesTemplate && (
        <Textarea
          label={t(type === "soap" ? "webServices.template" : "webServices.bodyTemplate")}
          description={bodyType === "json" && t("webServices.jsonTemplateHelp")}
          rows={5}
          placeholder={bodyType === "xml" ? "<m:Get>{{id}}</m:Get>" : '{"title": "{{title}}"}'}
          error={faultAt("body.template")}
          {...register("body.template")}
        />
      )}
      {type === "soap" && (
        <TextInput label={t("webServices.soapAction")} error={faultAt("soapAction")} {...register("soapAction")} />
      )}
      <TextInput
        label={t("webServices.returns")}
        description={t("webServices.returnsHelp")}
        placeholder="data.items.0.id"
        error={faultAt("returns")}
        {...register("returns")}
      />
      <Textarea
        label={t("webServices.sample")}
        rows={3}
        value={sample}
        error={dataOf(sample) === undefined && t("webServices.notJson")}
        onChange={({ currentTarget: { value } }) => {
          setSample(value);
          form.setValue("sample", dataOf(value) ?? {});
        }}
      />
      <ProblemAlert error={error} />
      <div style={{ display: "flex", gap: 8 }}>
        <Button type="submit" loading={isSaving} disabled={dataOf(sample) === undefined}>
          {t("save")}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {t("cancel")}
        </Button>
      </div>
    </form>
  );
}
