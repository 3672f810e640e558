import type { MailCheck } from "@grantry/schema";
import { useTranslation } from "../../i18n.ts";
import { Reason } from "./reason.tsx";

/** How far a sign-in came: each step with its time, and why the one that failed did. */
export function StepList({ steps }: { steps: MailCheck["steps"] }) {
  const { t } = useTranslation();
  return (
    <ol aria-live="polite" style={{ margin: 0, paddingLeft: 20 }}>
      {steps.map(({ step, outcome, milliseconds, problem }) => (
        <li key={step}>
          {t(`mailAccounts.step.${step}`)}: {t(`mailAccounts.outcome.${outcome}`)}
          {milliseconds !== null && ` (${milliseconds} ms)`}
          <Reason problem={problem} />
        </li>
      ))}
    </ol>
  );
}
