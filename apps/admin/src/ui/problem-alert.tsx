import { ApiProblem } from "@grantry/client";
import { useTranslation } from "../i18n.ts";

/** What went wrong and what to do, for whatever a request ended with. */
export function ProblemAlert({ error }: { error: unknown }) {
  const { t } = useTranslation();
  if (!error) return null;
  const [title, detail, action] =
    error instanceof ApiProblem
      ? [error.problem.title, error.problem.detail, error.problem.action]
      : [t("unreachable.title"), t("unreachable.detail"), t("unreachable.action")];
  return (
    <div className="failure" role="alert">
      <p>
        <strong>{title}.</strong> {detail}
      </p>
      <p>{action}</p>
    </div>
  );
}
