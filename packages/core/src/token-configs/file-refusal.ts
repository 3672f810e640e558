import { type Language, ProblemError, sayFileFault } from "@grantry/schema";
import type { FileRefused } from "@grantry/token-config-file";

/** Why a file cannot be read, in the reader's words. */
export function fileRefusal(refused: FileRefused, language: Language): ProblemError {
  const { line, message: reason } = refused;
  return new ProblemError("file-refused", {
    parameters: sayFileFault(refused.fault, language, { line, reason }),
    cause: refused,
  });
}
