import { ApiProblem } from "@grantry/client";
import { useTranslation } from "../i18n.ts";

/** What went wrong, at which places, and what to do, for whatever a request ended with. */
export function ProblemAlert({ error }: { error: unknown }) {
  const { t } = useTranslation();
  if (!error) return null;
  const [title, detail, action] =
    error instanceof ApiProblem
      ? [error.problem.title, error.problem.detail, error.problem.action]
      : [t("unreachable.title"), t("unreachable.detail"), t("unreachable.action")];
  const places = error instanceof ApiProblem ? (error.problem.errors ?? []) : [];
  return (
    <div className="failure" role="alert">
      <p>
        <strong>{title}.</strong> {detail}
      </p>
      {places.length > 0 && (
        <ul>
          {places.map(({ pointer, message }) => (
            <li key={`${pointer} ${message}`}>
              <span className="mono">{pointer}</span> {message}
            </li>
          ))}
        </ul>
      )}
      <p>{action}</p>
    </div>
  );
}
