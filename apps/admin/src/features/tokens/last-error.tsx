import { type Problem, providerErrorText } from "@grantry/schema";
import { useTranslation } from "../../i18n.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { TimeInWords } from "../../ui/time-in-words.tsx";

/** The last error in full: what happened, whether it heals, what to do; the provider's own words in small. */
export function LastError({ problem }: { problem: Problem }) {
  const { t } = useTranslation();
  const { providerCode, providerDescription, providerError, traceId } = problem;
  const provider = [providerCode ?? providerError, traceId && t("lastError.trace", { id: traceId })]
    .filter(Boolean)
    .join(" · ");
  const support = [problem.title, problem.at, providerErrorText(problem), traceId].filter(Boolean).join("\n");
  return (
    <div className="failure" data-heals={problem.healsByItself}>
      <p>
        <strong>{problem.title}</strong> {problem.at && <TimeInWords instant={problem.at} hasHappened />}
      </p>
      <p>
        {!problem.healsByItself && t("lastError.stays")} {problem.action}
      </p>
      {providerDescription && (
        <p className="note">
          {t("lastError.provider")} <q>{providerDescription}</q>
        </p>
      )}
      <p className="note">
        {provider && `${provider} · `}
        <CopyButton text={support} label={t("lastError.copy")} />
      </p>
    </div>
  );
}
