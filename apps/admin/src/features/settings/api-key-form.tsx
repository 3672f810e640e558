import { type ApiKeyInput, apiKeyInput, scopes } from "@grantry/schema";
import { zodResolver } from "@hookform/resolvers/zod";
import { Button, Checkbox, TextInput } from "@mantine/core";
import { useForm } from "react-hook-form";
import type * as z from "zod";
import { useTranslation } from "../../i18n.ts";
import { sayFieldError } from "../../ui/field-errors.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";

interface ApiKeyFormProps {
  readonly isPending: boolean;
  readonly error: unknown;
  readonly onCreate: (input: ApiKeyInput) => void;
}

/** A new key: what it is for, what it may, and for which configurations. */
export function ApiKeyForm({ isPending, error, onCreate }: ApiKeyFormProps) {
  const { t } = useTranslation();
  const form = useForm<z.input<typeof apiKeyInput>, unknown, ApiKeyInput>({
    resolver: zodResolver(apiKeyInput),
    defaultValues: { name: "", scopes: ["tokens:read"], tokenConfigs: null },
  });
  const { errors } = form.formState;
  return (
    <form className="panel stack" noValidate onSubmit={form.handleSubmit(onCreate)}>
      <h2>{t("apiKeys.new")}</h2>
      <TextInput
        label={t("field.name")}
        description={t("apiKeys.nameHelp")}
        error={sayFieldError(errors.name)}
        {...form.register("name")}
      />
      <fieldset style={{ border: 0, padding: 0, margin: 0, display: "grid", gap: 8 }}>
        <legend style={{ fontSize: 13, fontWeight: 500, padding: 0, marginBottom: 8 }}>{t("apiKeys.scopes")}</legend>
        {scopes.map((scope) => (
          <Checkbox key={scope} value={scope} label={scope} {...form.register("scopes")} />
        ))}
        {errors.scopes && <p role="alert">{sayFieldError({ message: errors.scopes.message })}</p>}
      </fieldset>
      <TextInput
        label={t("apiKeys.limit")}
        description={t("apiKeys.limitHelp")}
        {...form.register("tokenConfigs", { setValueAs: namesOf })}
      />
      <ProblemAlert error={error} />
      <Button type="submit" loading={isPending}>
        {t("apiKeys.make")}
      </Button>
    </form>
  );
}

/** Names, one between commas each; nothing typed means all. */
function namesOf(text: string | string[] | null): string[] | null {
  if (text === null || Array.isArray(text)) return text;
  const names = text
    .split(",")
    .map((name) => name.trim())
    .filter(Boolean);
  return names.length === 0 ? null : names;
}
