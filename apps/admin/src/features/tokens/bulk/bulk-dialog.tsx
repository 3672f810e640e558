import { type Validity, validities } from "@grantry/schema";
import { Button, NativeSelect } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "../../../i18n.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { ProblemAlert } from "../../../ui/problem-alert.tsx";
import type { BulkActionName } from "./actions.ts";
import { BulkReport } from "./bulk-report.tsx";
import type { Chosen } from "./selection.ts";
import type { useBulkRun } from "./use-bulk-run.ts";

/** Asks before something is done to many configurations, shows how far it is, and reports on each. */
export function BulkDialog({
  name,
  items,
  run,
  onClose,
}: {
  name: BulkActionName;
  items: readonly Chosen[];
  run: ReturnType<typeof useBulkRun>;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const [validity, setValidity] = useState<Validity>("valid");
  const isAsking = run.rows.length === 0;
  const count = isAsking ? items.length : run.rows.length;
  const tally = (outcome: "waiting" | "done" | "refused") => run.rows.filter((row) => row.outcome === outcome).length;
  return (
    <Dialog title={t(`bulk.${name}.title`, { count })} onClose={onClose}>
      {isAsking ? (
        <>
          <p style={{ margin: 0 }}>{t(`bulk.${name}.detail`)}</p>
          {name === "validity" && (
            <NativeSelect
              label={t("field.validity")}
              data={validities.map((value) => ({ value, label: t(`validity.${value}`) }))}
              value={validity}
              onChange={({ currentTarget: { value } }) =>
                setValidity(validities.find((known) => known === value) ?? "valid")
              }
            />
          )}
          <BulkReport rows={items.map((item) => ({ item, outcome: "waiting" }))} />
        </>
      ) : (
        <>
          <p style={{ margin: 0 }} role="status">
            {tally("waiting") > 0 && run.isRunning
              ? t("bulk.progress", { done: count - tally("waiting"), all: count })
              : t("bulk.ended", { done: tally("done"), refused: tally("refused") })}
          </p>
          <BulkReport rows={run.rows} />
        </>
      )}
      <ProblemAlert error={run.error} />
      <div style={{ display: "flex", gap: 8, justifyContent: "flex-end" }}>
        <Button variant="default" onClick={onClose}>
          {t(isAsking ? "cancel" : "bulk.close")}
        </Button>
        {isAsking && (
          <Button
            {...(name === "delete" && { color: "red" })}
            onClick={() => run.start({ action: { name, validity }, items })}
          >
            {t(`bulk.${name}.confirm`)}
          </Button>
        )}
      </div>
    </Dialog>
  );
}
