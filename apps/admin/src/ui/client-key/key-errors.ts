import { ApiProblem } from "@grantry/client";
import { sayFieldError } from "../field-errors.ts";
import type { ClientKeyInputProps } from "./client-key-input.tsx";

/**
 * What the server says about a key, by member of it.
 * @param at pointer to where the key stands in what was sent: "" or "/clientKey"
 */
export function keyErrorsOf(error: unknown, at: string): ClientKeyInputProps["errors"] {
  if (!(error instanceof ApiProblem)) return {};
  const ofKey = (error.problem.errors ?? []).filter(({ pointer }) => pointer === at || pointer.startsWith(`${at}/`));
  return Object.fromEntries(
    ofKey.map(({ pointer, message }) => [pointer.slice(at.length + 1), sayFieldError({ message })]),
  );
}
