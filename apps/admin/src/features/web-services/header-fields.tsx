import { Button, Checkbox, TextInput } from "@mantine/core";
import { useFieldArray } from "react-hook-form";
import { useTranslation } from "../../i18n.ts";
import { sayFieldError } from "../../ui/field-errors.ts";
import type { WebServiceFields } from "./web-service-values.ts";

/** Additional headers, row by row. */
export function HeaderFields({ form }: { form: WebServiceFields }) {
  const { t } = useTranslation();
  const { register, control } = form;
  const { fields, append, remove } = useFieldArray({ control, name: "headers" });
  const faultAt = (field: `headers.${number}.${"name" | "value"}`) =>
    sayFieldError(form.getFieldState(field, form.formState).error);
  return (
    <fieldset className="stack">
      <legend>{t("webServices.headers")}</legend>
      <p className="note" style={{ margin: 0 }}>
        {t("webServices.headersHelp")}
      </p>
      {fields.map(({ id }, at) => (
        <div key={id} className="stack" style={{ gap: 8 }}>
          <TextInput
            label={t("webServices.headerName", { number: at + 1 })}
            error={faultAt(`headers.${at}.name`)}
            {...register(`headers.${at}.name`)}
          />
          <TextInput
            label={t("webServices.headerValue", { number: at + 1 })}
            autoComplete="off"
            error={faultAt(`headers.${at}.value`)}
            {...register(`headers.${at}.value`, { setValueAs: (value) => value || undefined })}
          />
          <Checkbox label={t("webServices.headerSecret", { number: at + 1 })} {...register(`headers.${at}.secret`)} />
          <div>
            <Button variant="default" size="xs" onClick={() => remove(at)}>
              {t("webServices.removeHeader", { number: at + 1 })}
            </Button>
          </div>
        </div>
      ))}
      <div>
        <Button variant="default" onClick={() => append({ name: "", value: "", secret: false })}>
          {t("webServices.addHeader")}
        </Button>
      </div>
    </fieldset>
  );
}
