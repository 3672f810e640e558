import { inputErrorsOf, mistakesIn, sayInputError, type TemplateView, tokenConfigInput } from "@grantry/schema";
import type { FieldError, ResolverResult } from "react-hook-form";
import { currentLanguage } from "../../i18n.ts";
import { type FormValues, inputOf, proofOf } from "./form-values.ts";

/**
 * Checks the form by the API's own contract, and by what the template knows: placeholders, the usual mistakes. The
 * server checks the same and more when it is sent.
 */
export function checkForm(
  values: FormValues,
  known: { template: TemplateView; secretNeeded: boolean; keyNeeded: boolean },
): ResolverResult<FormValues> {
  const { template, secretNeeded, keyNeeded } = known;
  const proof = proofOf(template, values);
  const complaints = new Map<string, string>();
  const complain = (field: string, message: string) => complaints.has(field) || complaints.set(field, message);
  const input = inputOf(values, template);
  const parsed = tokenConfigInput.safeParse(input);
  if (!parsed.success) {
    for (const error of inputErrorsOf(parsed.error.issues, input))
      complain(error.pointer.slice(1).replaceAll("/", "."), sayInputError(error, currentLanguage()));
  }
  const required = sayInputError({ pointer: "", message: "required" }, currentLanguage());
  if (proof === "secret" && secretNeeded && values.clientSecret === "") complain("clientSecret", required);
  if (proof === "key" && keyNeeded && !values.clientKey) complain("clientKey", required);
  for (const { name, pattern, refusal } of template.placeholders) {
    const value = values.placeholders[name]?.trim() ?? "";
    if (value === "") complain(`placeholders.${name}`, required);
    else if (!new RegExp(pattern).test(value)) complain(`placeholders.${name}`, refusal);
  }
  for (const { field, message } of mistakesIn(template.mistakes, (path) => typedAt(values, path)))
    complain(field, message);
  if (complaints.size === 0) return { values, errors: {} };
  return { values: {}, errors: nested(complaints) };
}

function typedAt(values: FormValues, path: string): string | undefined {
  const [, placeholder] = /^placeholders\.(.+)$/.exec(path) ?? [];
  if (placeholder !== undefined) return values.placeholders[placeholder];
  const typed = Object.entries(values).find(([field]) => field === path)?.[1];
  return typeof typed === "string" ? typed : undefined;
}

/** `a.b` → `{ a: { b } }`, the shape in which the form looks errors up. */
function nested(complaints: ReadonlyMap<string, string>): Record<string, FieldError | Record<string, FieldError>> {
  const errors: Record<string, FieldError | Record<string, FieldError>> = {};
  for (const [path, message] of complaints) {
    const [first = "", second] = path.split(".");
    const error: FieldError = { type: "contract", message };
    errors[first] =
      second === undefined ? error : { ...(errors[first] as Record<string, FieldError> | undefined), [second]: error };
  }
  return errors;
}
