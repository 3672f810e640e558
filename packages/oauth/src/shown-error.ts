import type { ProviderFailure } from "@grantry/schema";
import { refusalOfAuthorization } from "./provider-error.ts";
import { quoting } from "./quote.ts";

const LONGEST_TEXT = 5_000;

/**
 * What an error means that a provider's sign-in page shows and never brings back to us: the first word in it that is an
 * error, as “Error 400: redirect_uri_mismatch” or “AADSTS50011: …”. Of words that hold none that is known, they are
 * told as the provider's own.
 */
export function refusalShown(text: string): ProviderFailure {
  const shown = text.slice(0, LONGEST_TEXT);
  const words = shown.match(/\b[a-z]{2,}(?:_[a-z]+)+\b/g) ?? [];
  const number = /\bAADSTS\d{4,8}\b/i.exec(shown)?.[0].toUpperCase() ?? null;
  const failures = [...new Set(words)].slice(0, 20).map((error) => meaning({ error, shown, number }));
  const known = failures.find(({ explanation }) => explanation !== "unknown-refusal");
  return known ?? meaning({ error: words[0] ?? "", shown, number });
}

function meaning({ error, shown, number }: { error: string; shown: string; number: string | null }): ProviderFailure {
  return refusalOfAuthorization({ error, description: shown, subcode: number }, quoting([]));
}
