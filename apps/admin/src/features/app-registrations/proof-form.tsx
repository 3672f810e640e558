import { Button } from "@mantine/core";
import type { FormEventHandler, ReactNode } from "react";
import { useTranslation } from "../../i18n.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";

/** What the form for a new proof is given, whichever it is. */
export interface ProofFormProps<Proof> {
  readonly isPending: boolean;
  readonly error: unknown;
  readonly onSave: (proof: Proof) => void;
  readonly onCancel: () => void;
}

/** Around the fields (children) of a secret or a key: what went wrong, and the two ways out. */
export function ProofForm({
  isPending,
  error,
  onSubmit,
  onCancel,
  children,
}: Omit<ProofFormProps<never>, "onSave"> & { onSubmit: FormEventHandler; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <form className="stack" style={{ gap: 12, maxWidth: 480 }} noValidate onSubmit={onSubmit}>
      {children}
      <ProblemAlert error={error} />
      <div style={{ display: "flex", gap: 8 }}>
        <Button type="submit" loading={isPending}>
          {t("save")}
        </Button>
        <Button variant="subtle" color="gray" onClick={onCancel}>
          {t("cancel")}
        </Button>
      </div>
    </form>
  );
}
