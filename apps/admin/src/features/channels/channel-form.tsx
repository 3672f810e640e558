import {
  type Channel,
  type ChannelInput,
  channelInput,
  channelKinds,
  languages,
  severities,
  validities,
} from "@grantry/schema";
import { zodResolver } from "@hookform/resolvers/zod";
import { Button, Checkbox, NativeSelect, PasswordInput, TextInput } from "@mantine/core";
import { useEffect } from "react";
import { useForm } from "react-hook-form";
import type * as z from "zod";
import { useTranslation } from "../../i18n.ts";
import { sayFieldError, showProblemAtFields } from "../../ui/field-errors.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { SendingAccountSelect } from "./sending-account-select.tsx";

export type ChannelValues = z.input<typeof channelInput>;

const fields = ["name", "webhookUrl", "webhookSecret", "mailAccountId", "recipient", "severities"] as const;

/** The fields of a channel. The secret is never shown: left empty it stays. */
export function ChannelForm({
  title,
  values,
  stored,
  error,
  isSaving,
  onSave,
  onCancel,
}: {
  title: string;
  values: ChannelValues;
  stored?: Channel;
  error: unknown;
  isSaving: boolean;
  onSave: (values: ChannelValues) => void;
  onCancel?: () => unknown;
}) {
  const { t } = useTranslation();
  const form = useForm<ChannelValues, unknown, ChannelInput>({
    resolver: zodResolver(channelInput),
    defaultValues: { webhookSecret: "", ...values },
    shouldUnregister: true, // what another kind asked for is not sent, nor complained about where nobody sees it
  });
  const { errors } = form.formState;
  const { setError } = form;
  const kind = form.watch("kind");
  useEffect(() => {
    showProblemAtFields(error, fields, setError);
  }, [error, setError]);
  return (
    <form className="panel stack" noValidate onSubmit={form.handleSubmit(onSave)} aria-label={title}>
      <h2>{title}</h2>
      <TextInput label={t("field.name")} error={sayFieldError(errors.name)} {...form.register("name")} />
      <NativeSelect
        label={t("channels.field.kind")}
        data={channelKinds.map((value) => ({ value, label: t(`channels.kind.${value}`) }))}
        {...form.register("kind")}
      />
      {kind === "email" ? (
        <>
          <SendingAccountSelect
            stored={stored}
            error={sayFieldError(errors.mailAccountId)}
            {...form.register("mailAccountId", { setValueAs: (id: string) => id || null })}
          />
          <TextInput
            type="email"
            label={t("channels.field.recipient")}
            description={t("channels.recipientHelp")}
            error={sayFieldError(errors.recipient)}
            {...form.register("recipient", { setValueAs: (address: string) => address.trim() })}
          />
        </>
      ) : (
        <>
          <TextInput
            label={t("channels.field.webhookUrl")}
            error={sayFieldError(errors.webhookUrl)}
            {...form.register("webhookUrl")}
          />
          <PasswordInput
            label={t("channels.field.webhookSecret")}
            description={t(stored?.kind === "webhook" ? "channels.secretStored" : "channels.secretHelp")}
            error={sayFieldError(errors.webhookSecret)}
            autoComplete="off"
            {...form.register("webhookSecret")}
          />
        </>
      )}
      <fieldset style={{ border: 0, padding: 0, margin: 0, display: "grid", gap: 8 }}>
        <legend style={{ fontSize: 13, fontWeight: 500, padding: 0, marginBottom: 8 }}>
          {t("channels.field.severities")}
        </legend>
        {severities.map((severity) => (
          <Checkbox
            key={severity}
            value={severity}
            label={t(`channels.severity.${severity}`)}
            {...form.register("severities")}
          />
        ))}
        {errors.severities && <p role="alert">{sayFieldError({ message: errors.severities.message })}</p>}
      </fieldset>
      <NativeSelect
        label={t("channels.field.language")}
        data={languages.map((value) => ({ value, label: t(`channels.language.${value}`) }))}
        {...form.register("language")}
      />
      <NativeSelect
        label={t("channels.field.validity")}
        data={validities.map((value) => ({ value, label: t(`validity.${value}`) }))}
        {...form.register("validity")}
      />
      <ProblemAlert error={error} />
      <div style={{ display: "flex", gap: 8 }}>
        <Button type="submit" loading={isSaving}>
          {t("save")}
        </Button>
        {onCancel && (
          <Button variant="subtle" color="gray" onClick={() => onCancel()}>
            {t("cancel")}
          </Button>
        )}
      </div>
    </form>
  );
}
