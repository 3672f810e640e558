import type { InvokerInput } from "@grantry/schema";
import { Button, TextInput } from "@mantine/core";
import { type UseFormReturn, useFieldArray } from "react-hook-form";
import { useTranslation } from "../../i18n.ts";
import { sayFieldError } from "../../ui/field-errors.ts";
import type { InvokerValues } from "./invoker-form.tsx";

/** What an invoker puts into the query, row by row. */
export function QueryFields({ form }: { form: UseFormReturn<InvokerValues, unknown, InvokerInput> }) {
  const { t } = useTranslation();
  const { register, control } = form;
  const { fields, append, remove } = useFieldArray({ control, name: "query" });
  return (
    <fieldset className="stack">
      <legend>{t("webServices.query")}</legend>
      {fields.map(({ id }, at) => (
        <div key={id} style={{ display: "grid", gridTemplateColumns: "1fr 1fr auto", gap: 8, alignItems: "end" }}>
          <TextInput
            label={t("webServices.queryName", { number: at + 1 })}
            error={sayFieldError(form.getFieldState(`query.${at}.name`, form.formState).error)}
            {...register(`query.${at}.name`)}
          />
          <TextInput
            label={t("webServices.queryValue", { number: at + 1 })}
            placeholder=":name"
            {...register(`query.${at}.value`)}
          />
          <Button
            variant="default"
            aria-label={t("webServices.removeQuery", { number: at + 1 })}
            onClick={() => remove(at)}
          >
            ×
          </Button>
        </div>
      ))}
      <div>
        <Button variant="default" onClick={() => append({ name: "", value: "" })}>
          {t("webServices.addQuery")}
        </Button>
      </div>
    </fieldset>
  );
}
