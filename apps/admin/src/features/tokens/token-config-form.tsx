import type { TemplateView, TokenConfigInput } from "@grantry/schema";
import { Button, Checkbox, TextInput } from "@mantine/core";
import { type ReactNode, useEffect, useRef } from "react";
import { type Path, type UseFormReturn, useForm } from "react-hook-form";
import { useTranslation } from "../../i18n.ts";
import { CancelButton } from "../../ui/cancel-button.tsx";
import { sayFieldError, showProblemAtFields } from "../../ui/field-errors.ts";
import { keepsFocus } from "../../ui/keeps-focus.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { AdvancedFields } from "./advanced-fields.tsx";
import { ClientProofFields, type SavedProof } from "./client-proof-fields.tsx";
import { DiscoveryField } from "./discovery-field.tsx";
import { readDraft, removeDraft, writeDraft } from "./draft.ts";
import { EndpointFields } from "./endpoint-fields.tsx";
import { ExchangeFields } from "./exchange-fields.tsx";
import { useFieldLabel } from "./field-label.ts";
import { FormAside } from "./form-aside.tsx";
import { checkForm } from "./form-check.ts";
import { type FormValues, inputOf } from "./form-values.ts";
import { ScopeField } from "./scope-field.tsx";
import { useSimilarName } from "./similar-name.ts";

export interface Saving {
  /** `stay`: the form stays open; `finish`: back to the overview. */
  readonly then: "authorize" | "show" | "stay" | "finish";
  readonly isPending: boolean;
  readonly error: unknown;
  readonly save: (body: TokenConfigInput, then: Saving["then"]) => void;
}

interface TokenConfigFormProps {
  readonly template: TemplateView;
  readonly redirectUri: string | null;
  /** What is stored, or what the template gives. When it changes, fields that were not touched follow. */
  readonly initial: FormValues;
  readonly draftKey: string;
  readonly saving: Omit<Saving, "then">;
  /** What is stored already; `null` on adding. */
  readonly savedProof: SavedProof | null;
  /** What stands above the fields. */
  readonly notice?: (form: UseFormReturn<FormValues>) => ReactNode;
}

const fieldNames: readonly Path<FormValues>[] = [
  "name",
  "clientId",
  "clientSecret",
  "clientKey",
  "subject",
  "scope",
  "placeholders",
  "authorizationUrl",
  "tokenUrl",
  "refreshUrl",
  "deviceUrl",
  "revocationUrl",
  "issuer",
  "validity",
  "expectedAccount",
  "subjectTokenConfig",
  "audience",
  "resource",
];

export function TokenConfigForm({
  template,
  redirectUri,
  initial,
  draftKey,
  saving,
  savedProof,
  notice,
}: TokenConfigFormProps) {
  const { t } = useTranslation();
  const form = useForm<FormValues>({
    defaultValues: initial,
    mode: "onBlur",
    resolver: (values) =>
      checkForm(values, {
        template,
        secretNeeded: template.clientSecret === "required" && !savedProof?.secretSet,
        keyNeeded: !savedProof?.keySet,
      }),
  });
  const { errors, dirtyFields: _tracked } = form.formState; // what is read is tracked, and reset() asks for it
  const isCustom = template.group === "generic";
  const leadsToProvider = template.grant === "authorization_code" && !savedProof;
  const { register, reset, setError, watch } = form;
  const opened = useRef(initial);
  useEffect(() => {
    if (opened.current === initial) reset({ ...initial, ...readDraft(draftKey) }, { keepDefaultValues: true });
    else reset(initial, { keepDirtyValues: true });
  }, [initial, draftKey, reset]);
  useEffect(() => {
    const watching = watch((values) => writeDraft(draftKey, values as FormValues, initial)); // every field has a default
    return () => watching.unsubscribe();
  }, [watch, draftKey, initial]);
  useEffect(() => {
    showProblemAtFields(saving.error, fieldNames, setError);
  }, [saving.error, setError]);
  const submit = (then: Saving["then"]) => form.handleSubmit((values) => saving.save(inputOf(values, template), then));
  const labelOf = useFieldLabel(template);
  const similarName = useSimilarName(watch("name"), initial.name);
  return (
    <div className="columns">
      <form
        className="panel stack"
        noValidate
        onSubmit={submit(leadsToProvider ? "authorize" : savedProof ? "finish" : "show")}
      >
        {notice?.(form)}
        <TextInput
          label={t("field.name")}
          description={similarName ? t("field.nameSimilar", { name: similarName }) : t("field.nameHelp")}
          maxLength={300}
          error={sayFieldError(errors.name)}
          {...register("name")}
        />
        {template.placeholders.map((placeholder) => (
          <TextInput
            key={placeholder.name}
            label={placeholder.label}
            description={placeholder.help}
            placeholder={placeholder.example}
            error={sayFieldError(errors.placeholders?.[placeholder.name])}
            {...register(`placeholders.${placeholder.name}`)}
          />
        ))}
        {template.grant === "token_exchange" && <ExchangeFields form={form} stored={initial.subjectTokenConfig} />}
        {isCustom && (
          <>
            <DiscoveryField form={form} />
            <EndpointFields grant={template.grant} form={form} />
          </>
        )}
        <TextInput
          label={labelOf("clientId")}
          description={template.fields.clientId?.help}
          autoComplete="off"
          error={sayFieldError(errors.clientId)}
          {...register("clientId")}
        />
        <ClientProofFields form={form} template={template} saved={savedProof} problem={saving.error} />
        {isCustom && <ScopeField control={form.control} known={template.scopes} />}
        {template.testingRuleDays !== null && (
          <Checkbox
            label={t("field.refreshTokenDays")}
            description={t("field.refreshTokenDaysHelp", { days: template.testingRuleDays })}
            checked={watch("refreshTokenDays") !== null}
            onChange={({ currentTarget: { checked } }) =>
              form.setValue("refreshTokenDays", checked ? template.testingRuleDays : null, { shouldDirty: true })
            }
          />
        )}
        <AdvancedFields form={form} template={template} isOpen={savedProof !== null} />
        <ProblemAlert error={saving.error} />
        <div style={{ display: "flex", gap: 8, flexWrap: "wrap" }}>
          <Button {...keepsFocus} type="submit" loading={saving.isPending}>
            {t(leadsToProvider ? "saveAndAuthorize" : savedProof ? "saveAndFinish" : "save")}
          </Button>
          {(leadsToProvider || savedProof) && (
            <Button
              {...keepsFocus}
              variant="default"
              loading={saving.isPending}
              onClick={submit(savedProof ? "stay" : "show")}
            >
              {t("save")}
            </Button>
          )}
          <CancelButton onCancel={() => removeDraft(draftKey)} />
        </div>
      </form>
      <FormAside template={template} redirectUri={redirectUri} scope={watch("scope")} />
    </div>
  );
}
