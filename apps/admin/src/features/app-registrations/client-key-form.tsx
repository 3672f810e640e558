import type { ClientKeyInput as ClientKey } from "@grantry/schema";
import { Controller, useForm } from "react-hook-form";
import { ClientKeyInput } from "../../ui/client-key/client-key-input.tsx";
import { keyErrorsOf } from "../../ui/client-key/key-errors.ts";
import { ProofForm, type ProofFormProps } from "./proof-form.tsx";

/** A key that is made here or brought, for an app that is registered already. */
export function ClientKeyForm({ error, isPending, onSave, onCancel }: ProofFormProps<ClientKey>) {
  const { control, handleSubmit } = useForm<{ key: ClientKey }>({ defaultValues: { key: { kind: "made", years: 2 } } });
  const errors = keyErrorsOf(error, "");
  return (
    <ProofForm
      isPending={isPending}
      error={Object.keys(errors).length === 0 ? error : null}
      onSubmit={handleSubmit(({ key }) => onSave(key))}
      onCancel={onCancel}
    >
      <Controller
        control={control}
        name="key"
        render={({ field }) => (
          <ClientKeyInput
            value={field.value}
            onChange={field.onChange}
            kinds={["made", "pem", "pkcs12", "service-account"]}
            errors={errors}
          />
        )}
      />
    </ProofForm>
  );
}
