import type { Problem } from "@grantry/schema";
import { useTranslation } from "../../i18n.ts";

/** Why something failed that was not asked for just now, and what to do: in small, beside what it is about. */
export function Reason({ problem }: { problem: Problem | null }) {
  const { t } = useTranslation();
  if (!problem) return null;
  const { title, detail, action, providerDescription } = problem;
  return (
    <p className="note" style={{ margin: 0, overflowWrap: "anywhere" }}>
      <strong>{title}</strong> {detail} {action}
      {providerDescription && (
        <>
          {" "}
          {t("mailAccounts.reported")} <q>{providerDescription}</q>
        </>
      )}
    </p>
  );
}
