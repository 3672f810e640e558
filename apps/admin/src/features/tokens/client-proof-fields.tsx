import { clientAuthentications, type TemplateView } from "@grantry/schema";
import { Button, NativeSelect, PasswordInput, TextInput } from "@mantine/core";
import { useState } from "react";
import { Controller, type UseFormReturn } from "react-hook-form";
import * as z from "zod";
import { useTranslation } from "../../i18n.ts";
import { ClientKeyInput } from "../../ui/client-key/client-key-input.tsx";
import { keyErrorsOf } from "../../ui/client-key/key-errors.ts";
import { sayFieldError } from "../../ui/field-errors.ts";
import { useFieldLabel } from "./field-label.ts";
import { type FormValues, proofOf } from "./form-values.ts";

/** What the app registration has already. */
export interface SavedProof {
  readonly secretSet: boolean;
  readonly keySet: boolean;
  readonly sharedBy: number;
}

interface ClientProofFieldsProps {
  readonly form: UseFormReturn<FormValues>;
  readonly template: TemplateView;
  readonly saved: SavedProof | null;
  /** What the server answered on saving. */
  readonly problem: unknown;
}

/** What the client proves itself with: a secret, a key, or nothing; and for a service account, whom it acts for. */
export function ClientProofFields({ form, template, saved, problem }: ClientProofFieldsProps) {
  const { t } = useTranslation();
  const { register, watch } = form;
  const { errors } = form.formState;
  const isServiceAccount = template.grant === "jwt_bearer";
  const authentication = watch("clientAuthentication");
  const proof = proofOf(template, { clientAuthentication: authentication });
  const [isOtherAsked, setIsOtherAsked] = useState(false);
  const isOpen = template.group === "generic" || saved !== null;
  const isChosen = isOpen || isOtherAsked || authentication !== template.clientAuthentication;
  return (
    <>
      {!isServiceAccount && isChosen && (
        <NativeSelect
          label={t("field.clientAuthentication")}
          data={clientAuthentications.map((value) => ({ value, label: t(`clientAuthentication.${value}`) }))}
          autoFocus={isOtherAsked} // its button has just gone
          {...register("clientAuthentication")}
        />
      )}
      {proof === "secret" && <SecretFields form={form} template={template} saved={saved} />}
      {!isServiceAccount && !isChosen && (
        <div>
          <Button variant="subtle" size="compact-sm" style={{ marginLeft: -8 }} onClick={() => setIsOtherAsked(true)}>
            {t("field.otherProof")}
          </Button>
        </div>
      )}
      {proof === "key" && <KeyField form={form} template={template} saved={saved} problem={problem} />}
      {saved && saved.sharedBy > 1 && (
        <p className="note" style={{ margin: 0 }}>
          {t("field.secretShared", { count: saved.sharedBy })}
        </p>
      )}
      {isServiceAccount && (
        <TextInput
          label={t("field.subject")}
          description={t("field.subjectHelp")}
          autoComplete="off"
          error={sayFieldError(errors.subject)}
          {...register("subject")}
        />
      )}
    </>
  );
}

function SecretFields({ form, template, saved }: Omit<ClientProofFieldsProps, "problem">) {
  const { t } = useTranslation();
  const { register } = form;
  const { errors } = form.formState;
  const labelOf = useFieldLabel(template);
  return (
    <>
      <PasswordInput
        label={labelOf("clientSecret")}
        description={template.fields.clientSecret?.help}
        autoComplete="off"
        placeholder={saved?.secretSet ? t("field.secretKept") : ""}
        error={sayFieldError(errors.clientSecret)}
        {...register("clientSecret")}
      />
      <TextInput
        type="date"
        label={t("field.clientSecretExpiresOn")}
        error={sayFieldError(errors.clientSecretExpiresOn)}
        {...register("clientSecretExpiresOn")}
      />
    </>
  );
}

function KeyField({ form, template, saved, problem }: ClientProofFieldsProps) {
  const { t } = useTranslation();
  const isServiceAccount = template.grant === "jwt_bearer";
  return (
    <Controller
      control={form.control}
      name="clientKey"
      render={({ field, fieldState }) => (
        <ClientKeyInput
          value={field.value}
          onChange={(key) => {
            field.onChange(key);
            const address = key?.kind === "service-account" ? addressIn(key.json) : undefined;
            if (address && form.getValues("clientId") === "") form.setValue("clientId", address, { shouldDirty: true });
          }}
          kinds={isServiceAccount ? ["service-account", "pem", "pkcs12", "made"] : ["made", "pem", "pkcs12"]}
          noneLabel={t(saved?.keySet ? "field.keyKept" : "field.keyChoose")}
          errors={{ ...keyErrorsOf(problem, "/clientKey"), "": sayFieldError(fieldState.error) }}
        />
      )}
    />
  );
}

const keyFile = z.object({ client_email: z.string() });

/** The service account's address, where a key file names it. The server reads the file in full. */
function addressIn(json: string): string | undefined {
  try {
    return keyFile.safeParse(JSON.parse(json)).data?.client_email;
  } catch {
    return undefined; // not pasted whole yet
  }
}
