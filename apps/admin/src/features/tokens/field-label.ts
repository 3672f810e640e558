import type { TemplateView } from "@grantry/schema";
import { useTranslation } from "../../i18n.ts";
import type { FormValues } from "./form-values.ts";

/** How the form calls a field: by the provider's own name where the template knows it. */
export function useFieldLabel(template: TemplateView): (path: string) => string {
  const { t } = useTranslation();
  return (path) => {
    const placeholder = template.placeholders.find(({ name }) => path === `placeholders.${name}`);
    if (placeholder) return placeholder.label;
    if (path === "clientId" || path === "clientSecret") return template.fields[path]?.label ?? t(`field.${path}`);
    return t(`field.${path as Exclude<keyof FormValues, "placeholders">}`); // paths are the form's own
  };
}
