import { stripVTControlCharacters } from "node:util";
import { type Language, ProblemError, sayProblem } from "@grantry/schema";
import { EnvironmentError, exitWrongConfiguration } from "@grantry/server";

/** How a command ended, for the shell. */
export const exitCodes = { done: 0, refused: 1, wrongUsage: 2, wrongConfiguration: exitWrongConfiguration } as const;

/** A call that cannot be understood: exit 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** A line of the result, on standard output. */
export function printLine(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** A text as it is, its own line ends included. */
export function printText(text: string): void {
  process.stdout.write(text);
}

/** Something beside the result, on standard error. */
export function printNote(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** The result for programs. */
export function printJson(value: unknown): void {
  printLine(JSON.stringify(value, null, 2));
}

/** No value makes its column wider for all rows: names may have 250 characters. */
const WIDEST_COLUMN = 60;

/** Rows as columns, each as wide as its widest value, up to a bound that longer ones go beyond. */
export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const lengths = (column: number) => rows.map((row) => row[column]?.length ?? 0);
  const widths = head.map((title, column) =>
    lengths(column).reduce((widest, length) => Math.max(widest, Math.min(length, WIDEST_COLUMN)), title.length),
  );
  for (const row of [head, ...rows])
    printLine(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    );
}

/** Says what went wrong and what to do on standard error. @returns the exit code */
export function printFailure(thrown: unknown, language: Language = "en"): number {
  if (thrown instanceof UsageError) return complain(thrown.message, exitCodes.wrongUsage);
  if (thrown instanceof EnvironmentError) return complain(thrown.message, exitCodes.wrongConfiguration);
  if (thrown instanceof ProblemError) {
    const { title, detail, action, errors = [] } = sayProblem(thrown, language);
    const places = errors.map(({ pointer, message }) => `\n  ${pointer}: ${message}`).join("");
    return complain(`${title}. ${detail}${places}\n${action}`, exitCodes.refused);
  }
  // citty's own complaints about unknown commands and missing arguments
  if (thrown instanceof Error && thrown.name === "CLIError")
    return complain(stripVTControlCharacters(thrown.message), exitCodes.wrongUsage);
  return complain(thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown), exitCodes.refused);
}

function complain(text: string, code: number): number {
  process.stderr.write(`error: ${text}\n`);
  return code;
}
