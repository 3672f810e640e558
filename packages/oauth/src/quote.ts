import type { Secret } from "@grantry/schema";
import { percentEncode } from "./request-parameters.ts";

/** How much is kept of a description, and of an error, code or id. */
export const DESCRIPTION_CHARACTERS = 500;
export const CODE_CHARACTERS = 100;

/** A provider's text made fit to store and show: without what we sent, without control characters, and cut. */
export type Quote = (text: string, characters: number) => string;

/**
 * Masks these secrets in whatever a provider says, as they are and as they stood in the request. Masking comes before
 * cutting, so that no part of a secret stays at the cut.
 */
export function quoting(sent: readonly Secret<string>[]): Quote {
  const secrets = sent.map((value) => value.reveal()).filter((value) => value !== "");
  const forms = [...new Set(secrets.flatMap(writtenForms))].sort((a, b) => b.length - a.length);
  const pattern = forms.length === 0 ? undefined : new RegExp(forms.map(escaped).join("|"), "g");
  return (text, characters) => {
    const masked = pattern ? text.replace(pattern, "[secret]") : text;
    const shown = masked.replace(/[\p{Cc}\p{Cs}]+/gu, " ").trim();
    return shown.length > characters ? `${shown.slice(0, characters).toWellFormed()}…` : shown;
  };
}

/** As it is, percent-encoded, and form-encoded. */
function writtenForms(value: string): string[] {
  const encoded = percentEncode(value);
  return [value, encoded, encoded.replaceAll("%20", "+")];
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}
