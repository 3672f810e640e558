import { isConsented, type TemplateView, validities } from "@grantry/schema";
import { Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import { useTranslation } from "../../i18n.ts";
import { sayFieldError } from "../../ui/field-errors.ts";
import { EndpointFields, endpointsOf } from "./endpoint-fields.tsx";
import type { FormValues } from "./form-values.ts";
import { ScopeField } from "./scope-field.tsx";

interface AdvancedFieldsProps {
  readonly form: UseFormReturn<FormValues>;
  readonly template: TemplateView;
  /** Whether they are shown from the start. */
  readonly isOpen: boolean;
}

/** What the template has set well for most: folded away until someone looks, or until something in it is refused. */
export function AdvancedFields({ form, template, isOpen }: AdvancedFieldsProps) {
  const { t } = useTranslation();
  const { register, watch } = form;
  const { errors } = form.formState;
  const [isUnfolded, setIsUnfolded] = useState(isOpen);
  const isCustom = template.group === "generic";
  const consented = isConsented(template.grant);
  const inside = ["scope", "expectedAccount", "validity", ...endpointsOf[template.grant]] as const;
  const contents = [
    ...(isCustom ? [] : [t("field.scope")]),
    ...(consented ? [t("field.expectedAccount")] : []),
    t("field.validity"),
    t("field.notifications"),
    ...(isCustom ? [] : [t("field.endpoints")]),
  ];
  const isRefused = inside.some((name) => errors[name]);
  return (
    <details open={isUnfolded || isRefused} onToggle={({ currentTarget }) => setIsUnfolded(currentTarget.open)}>
      <summary className="fold">
        <strong>{t("field.advanced")}</strong> <span className="note">{contents.join(" · ")}</span>
      </summary>
      <div className="stack" style={{ marginTop: 16 }}>
        {!isCustom && <ScopeField control={form.control} known={template.scopes} />}
        {consented && (
          <TextInput
            label={t("field.expectedAccount")}
            description={t("field.expectedAccountHelp")}
            error={sayFieldError(errors.expectedAccount)}
            {...register("expectedAccount")}
          />
        )}
        <NativeSelect
          label={t("field.validity")}
          description={t(`validityMeaning.${watch("validity")}`)}
          data={validities.map((value) => ({ value, label: t(`validity.${value}`) }))}
          {...register("validity")}
        />
        <fieldset className="stack" style={{ gap: 8 }}>
          <legend>{t("field.notifications")}</legend>
          <Checkbox label={t("field.expiredToken")} {...register("expiredToken")} />
          {consented && <Checkbox label={t("field.expiredRefreshToken")} {...register("expiredRefreshToken")} />}
          <Checkbox label={t("field.keepFresh")} {...register("keepFresh")} />
        </fieldset>
        {!isCustom && <EndpointFields grant={template.grant} form={form} />}
      </div>
    </details>
  );
}
