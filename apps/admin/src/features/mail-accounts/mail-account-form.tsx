import {
  deliveries,
  dispatchings,
  hasFolders,
  type MailAccount,
  type MailAccountInput,
  mailAccountInput,
  mailAccountPorts,
  mailAccountTypes,
  mailAuthentications,
  smtpEncryptions,
  smtpPorts,
  validities,
} from "@grantry/schema";
import { zodResolver } from "@hookform/resolvers/zod";
import { Button, Checkbox, NativeSelect, PasswordInput, TextInput } from "@mantine/core";
import { usePrefetchQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useForm } from "react-hook-form";
import type * as z from "zod";
import { useTranslation } from "../../i18n.ts";
import { CancelButton } from "../../ui/cancel-button.tsx";
import { sayFieldError, showProblemAtFields } from "../../ui/field-errors.ts";
import { keepsFocus } from "../../ui/keeps-focus.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { offeredTokenConfigsQuery, TokenConfigSelect } from "../../ui/token-config-select.tsx";
import { mailServersQuery } from "./queries.ts";
import { serversToFill } from "./servers-to-fill.ts";

export type MailAccountValues = z.input<typeof mailAccountInput>;

const fields = [
  "name",
  "type",
  "host",
  "port",
  "login",
  "authentication",
  "tokenConfigId",
  "password",
  "folder",
  "queue",
  "smtpHost",
  "smtpPort",
  "webhookUrl",
  "webhookSecret",
  "comment",
] as const;

const portOf = (text: unknown) => (text === "" || text === null || text === undefined ? null : Number(text));

/** The fields of a mail account. Secrets are never shown: left empty they stay. */
export function MailAccountForm({
  values,
  stored,
  error,
  isSaving,
  onSave,
}: {
  values: MailAccountValues;
  stored?: MailAccount;
  error: unknown;
  isSaving: boolean;
  onSave: (values: MailAccountValues) => void;
}) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  usePrefetchQuery(mailServersQuery); // known before it is needed, so that nothing changes under who types
  const form = useForm<MailAccountValues, unknown, MailAccountInput>({
    resolver: zodResolver(mailAccountInput),
    defaultValues: values,
  });
  const { register, setError } = form;
  useEffect(() => {
    showProblemAtFields(error, fields, setError);
  }, [error, setError]);
  const [type, authentication, dispatching, delivery, smtpEncryption = "tls"] = form.watch([
    "type",
    "authentication",
    "dispatching",
    "delivery",
    "smtpEncryption",
  ]);
  /** A provider's hosts are known: they are filled in where nobody has typed others. */
  const fillServers = async () => {
    const mailServers = await queryClient.ensureQueryData(mailServersQuery);
    const configs = await queryClient.ensureQueryData(offeredTokenConfigsQuery);
    const { type: chosen, tokenConfigId, host, smtpHost = "" } = form.getValues();
    const template = configs.find(({ id }) => id === tokenConfigId)?.template ?? "";
    const filled = serversToFill({ type: chosen, host, smtpHost }, mailServers.get(template), mailServers);
    for (const [field, value] of filled) form.setValue(field, value, { shouldDirty: true });
  };
  const at = (field: (typeof fields)[number]) => ({
    label: t(`mailAccounts.field.${field}`),
    error: sayFieldError(form.getFieldState(field, form.formState).error),
  });
  const secretHelp = (isSet = false) => (isSet ? t("mailAccounts.secretKept") : undefined);
  return (
    <form className="panel stack" noValidate onSubmit={form.handleSubmit((input) => onSave(input))}>
      <TextInput {...at("name")} {...register("name")} />
      <NativeSelect {...at("type")} data={[...mailAccountTypes]} {...register("type", { onChange: fillServers })} />
      <TextInput {...at("host")} placeholder="outlook.office365.com" {...register("host")} />
      <TextInput
        {...at("port")}
        inputMode="numeric"
        placeholder={String(mailAccountPorts[type])}
        {...register("port", { setValueAs: portOf })}
      />
      <TextInput {...at("login")} autoComplete="off" {...register("login")} />
      <NativeSelect
        {...at("authentication")}
        data={mailAuthentications.map((value) => ({ value, label: t(`mailAccounts.authentication.${value}`) }))}
        {...register("authentication")}
      />
      {authentication === "password" ? (
        <PasswordInput
          {...at("password")}
          description={secretHelp(stored?.passwordSet)}
          autoComplete="new-password"
          {...register("password")}
        />
      ) : (
        <TokenConfigSelect
          {...at("tokenConfigId")}
          stored={stored?.tokenConfigId ? { id: stored.tokenConfigId, name: stored.tokenConfigName ?? "" } : undefined}
          {...register("tokenConfigId", { setValueAs: (id) => id || null, onChange: fillServers })}
        />
      )}
      {hasFolders(type) && <TextInput {...at("folder")} {...register("folder")} />}
      {type !== "MSGraph" && (
        <fieldset className="stack">
          <legend>{t("mailAccounts.sending")}</legend>
          <TextInput
            {...at("smtpHost")}
            description={t("mailAccounts.smtpHostHelp")}
            placeholder="smtp.office365.com"
            {...register("smtpHost")}
          />
          <NativeSelect
            label={t("mailAccounts.field.smtpEncryption")}
            data={smtpEncryptions.map((value) => ({ value, label: t(`mailAccounts.smtpEncryption.${value}`) }))}
            {...register("smtpEncryption")}
          />
          <TextInput
            {...at("smtpPort")}
            inputMode="numeric"
            placeholder={String(smtpPorts[smtpEncryption])}
            {...register("smtpPort", { setValueAs: portOf })}
          />
        </fieldset>
      )}
      <NativeSelect
        label={t("mailAccounts.field.dispatching")}
        data={dispatchings.map((value) => ({ value, label: t(`mailAccounts.dispatching.${value}`) }))}
        {...register("dispatching")}
      />
      {dispatching === "Queue" && (
        <TextInput {...at("queue")} {...register("queue", { setValueAs: (queue) => queue || null })} />
      )}
      <NativeSelect
        label={t("mailAccounts.field.delivery")}
        data={deliveries.map((value) => ({ value, label: t(`mailAccounts.delivery.${value}`) }))}
        {...register("delivery")}
      />
      {delivery === "webhook" && (
        <>
          <TextInput {...at("webhookUrl")} {...register("webhookUrl")} />
          <PasswordInput
            {...at("webhookSecret")}
            description={secretHelp(stored?.webhookSecretSet)}
            {...register("webhookSecret")}
          />
        </>
      )}
      <Checkbox
        label={t("mailAccounts.field.trusted")}
        description={t("mailAccounts.trustedHelp")}
        {...register("trusted")}
      />
      <NativeSelect
        label={t("mailAccounts.field.validity")}
        data={validities.map((value) => ({ value, label: t(`validity.${value}`) }))}
        {...register("validity")}
      />
      <TextInput {...at("comment")} {...register("comment")} />
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
