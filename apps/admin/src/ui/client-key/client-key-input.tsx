import type { ClientKeyInput as ClientKey } from "@grantry/schema";
import { NativeSelect, NumberInput, PasswordInput } from "@mantine/core";
import { useTranslation } from "../../i18n.ts";
import { BinaryFile, TextFile } from "./key-files.tsx";

export interface ClientKeyInputProps {
  /** `null`: none is brought. */
  readonly value: ClientKey | null;
  readonly onChange: (value: ClientKey | null) => void;
  /** The ways that are offered, the usual one first. */
  readonly kinds: readonly ClientKey["kind"][];
  /** What choosing none means; left out: one has to be brought. */
  readonly noneLabel?: string;
  /** Complaints by member; one about the whole under "". */
  readonly errors: Readonly<Record<string, string | undefined>>;
}

/** A key on its way in: made here, or read from a file that is chosen or pasted. */
export function ClientKeyInput({ value, onChange, kinds, noneLabel, errors }: ClientKeyInputProps) {
  const { t } = useTranslation();
  const names = kinds.map((kind) => ({ value: kind, label: t(`clientKey.${kind}`) }));
  return (
    <>
      <NativeSelect
        label={t("clientKey.title")}
        description={value ? t(`clientKey.${value.kind}.help`) : undefined}
        data={[...(noneLabel === undefined ? [] : [{ value: "", label: noneLabel }]), ...names]}
        value={value?.kind ?? ""}
        error={errors[""]}
        onChange={({ currentTarget }) => onChange(emptyOf(kinds.find((kind) => kind === currentTarget.value) ?? null))}
      />
      {value?.kind === "made" && (
        <NumberInput
          label={t("clientKey.years")}
          min={1}
          max={5}
          allowDecimal={false}
          value={value.years}
          error={errors["years"]}
          onChange={(years) => onChange({ ...value, years: Number(years) })}
        />
      )}
      {value?.kind === "pem" && (
        <TextFile
          label={t("clientKey.pem.label")}
          accept=".pem,.key,.crt,.cer,.txt"
          text={value.pem}
          error={errors["pem"]}
          onText={(pem) => onChange({ ...value, pem })}
        />
      )}
      {value?.kind === "service-account" && (
        <TextFile
          label={t("clientKey.service-account.label")}
          accept=".json,application/json"
          text={value.json}
          error={errors["json"]}
          onText={(json) => onChange({ ...value, json })}
        />
      )}
      {value?.kind === "pkcs12" && (
        <BinaryFile
          label={t("clientKey.pkcs12.label")}
          accept=".pfx,.p12"
          error={errors["pkcs12"]}
          onBase64={(pkcs12) => onChange({ ...value, pkcs12 })}
        />
      )}
      {(value?.kind === "pem" || value?.kind === "pkcs12") && (
        <PasswordInput
          label={t("clientKey.passphrase")}
          description={t("clientKey.passphraseHelp")}
          autoComplete="off"
          value={value.passphrase}
          error={errors["passphrase"]}
          onChange={({ currentTarget }) => onChange({ ...value, passphrase: currentTarget.value })}
        />
      )}
    </>
  );
}

function emptyOf(kind: ClientKey["kind"] | null): ClientKey | null {
  switch (kind) {
    case "made":
      return { kind, years: 2 };
    case "pem":
      return { kind, pem: "", passphrase: "" };
    case "pkcs12":
      return { kind, pkcs12: "", passphrase: "" };
    case "service-account":
      return { kind, json: "" };
    case null:
      return null;
  }
}
