import { ApiProblem } from "@grantry/client";
import { useTranslation } from "../../../i18n.ts";
import type { BulkRow } from "./use-bulk-run.ts";

const tones = { waiting: "off", done: "ok", refused: "act" } as const;

/** What became of each configuration, and why it was refused; those that need someone come first. */
export function BulkReport({ rows }: { rows: readonly BulkRow[] }) {
  const { t } = useTranslation();
  const refused = rows.filter(({ outcome }) => outcome === "refused");
  const others = rows.filter(({ outcome }) => outcome !== "refused");
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard
    <ul className="bulk-report" tabIndex={0}>
      {[...refused, ...others].map(({ item, outcome, error }) => (
        <li key={item.id}>
          <span className="bulk-name">{item.name}</span>
          <span className="pill" data-tone={tones[outcome]}>
            {t(`bulk.${outcome}`)}
          </span>
          {outcome === "refused" && <Why error={error} />}
        </li>
      ))}
    </ul>
  );
}

function Why({ error }: { error: unknown }) {
  const { t } = useTranslation();
  if (!(error instanceof ApiProblem)) return <p className="note">{t("unreachable.detail")}</p>;
  const { detail, action, errors = [] } = error.problem;
  return (
    <p className="note">
      {[detail, ...errors.map(({ pointer, message }) => `${pointer}: ${message}`), action].filter(Boolean).join(" ")}
    </p>
  );
}
