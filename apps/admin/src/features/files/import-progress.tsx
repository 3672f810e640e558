import type { ImportRun } from "@grantry/schema";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "../../i18n.ts";
import { importRunQuery } from "./import-run.ts";

/** An import that was started on this page. */
export function StartedImport({ id, expected }: { id: string; expected: number }) {
  const { data } = useQuery(importRunQuery(id));
  return <ImportProgress run={data} all={expected} />;
}

/**
 * How far an import is: its entries arrive, then they are checked. Then they become real in one go, so the bar never
 * goes back.
 * @param all entries of the file; `undefined`: not known before the last one has arrived
 */
export function ImportProgress({
  run,
  all,
}: {
  run: Pick<ImportRun, "state" | "arrived" | "checked"> | undefined;
  all: number | undefined;
}) {
  const { t } = useTranslation();
  const { arrived, checked, state } = run ?? { arrived: 0, checked: 0, state: "arriving" };
  const words =
    state === "arriving"
      ? t("import.arriving", { done: arrived })
      : t("import.progress", { done: checked, all: arrived });
  return (
    <div className="stack" style={{ marginTop: 18 }}>
      <progress
        aria-label={t("import.running")}
        max={all === undefined ? undefined : 2 * all}
        value={all === undefined ? undefined : arrived + checked}
        style={{ width: "100%" }}
      />
      <span className="muted">{words}</span>
    </div>
  );
}
