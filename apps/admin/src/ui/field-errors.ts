import { ApiProblem } from "@grantry/client";
import { isInputMessage, sayInputError } from "@grantry/schema";
import type { FieldValues, Path, UseFormSetError } from "react-hook-form";
import { currentLanguage } from "../i18n.ts";

/** A contract's complaint, or the server's, in the reader's words. */
export function sayFieldError(error: { readonly message?: string | undefined } | undefined): string | undefined {
  const message = error?.message;
  if (message === undefined || message === "") return undefined;
  return isInputMessage(message) ? sayInputError({ pointer: "", message }, currentLanguage()) : message;
}

/**
 * Puts the server's complaints at their fields and the focus at the first.
 * @returns whether all of them found a field
 */
export function showProblemAtFields<T extends FieldValues>(
  error: unknown,
  fields: readonly Path<T>[],
  setError: UseFormSetError<T>,
): boolean {
  if (!(error instanceof ApiProblem) || !error.problem.errors) return false;
  const placed = error.problem.errors.map(({ pointer, message }, index) => {
    const path = pointer.slice(1).replaceAll("/", ".");
    const field = fields.find((known) => known === path || path.startsWith(`${known}.`));
    if (field) setError(path as Path<T>, { type: "server", message }, { shouldFocus: index === 0 }); // below a known field
    return field !== undefined;
  });
  return placed.every(Boolean);
}
