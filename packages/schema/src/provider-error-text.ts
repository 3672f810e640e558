import type { Problem } from "./problems.ts";

// Apart from the schemas: the page of a token loads this.

/** The provider's own error in one line, as the seed system shows it: message, code in parentheses, description. */
export function providerErrorText({
  providerError,
  providerCode,
  providerDescription,
}: Pick<Problem, "providerError" | "providerCode" | "providerDescription">): string {
  const code = providerCode && (providerError ? ` (error code ${providerCode})` : `Error code ${providerCode}`);
  const head = `${providerError ?? ""}${code ?? ""}`;
  return [head, providerDescription].filter(Boolean).join(": ");
}
