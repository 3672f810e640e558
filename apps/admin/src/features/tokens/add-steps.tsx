import { useTranslation } from "../../i18n.ts";

/** Where one is on the way to a token; where nobody signs in, it ends with the registration. */
export function AddSteps({ current, isConsented = true }: { current: 1 | 2; isConsented?: boolean }) {
  const { t } = useTranslation();
  const steps = [t("add.step1"), t("add.step2"), ...(isConsented ? [t("add.step3")] : [])];
  return (
    <ol className="steps">
      {steps.map((step, index) => (
        <li key={step} aria-current={index + 1 === current ? "step" : undefined}>
          {index + 1} {step} {index + 1 < current ? "✓" : ""}
        </li>
      ))}
    </ol>
  );
}
