import { type Language, ProblemError, say, type Words } from "@grantry/schema";
import type { FileFault, FileRefused } from "@grantry/token-config-file";

const faults = {
  "not-utf8": { en: "The text is not UTF-8.", de: "Der Text ist kein UTF-8." },
  empty: { en: "There is no entry in it.", de: "Es steht kein Eintrag darin." },
  "not-a-list": {
    en: "It is neither a list of entries nor one entry.",
    de: "Sie ist weder eine Liste noch ein Eintrag.",
  },
  "several-documents": { en: "It holds several YAML documents.", de: "Sie enthält mehrere YAML-Dokumente." },
  "duplicate-key": { en: "A member stands there twice.", de: "Ein Feld steht dort doppelt." },
  "custom-tag": { en: "There is a YAML tag that is not known here.", de: "Dort steht ein hier unbekannter YAML-Tag." },
  "too-deep": { en: "It is nested too deeply.", de: "Sie ist zu tief verschachtelt." },
  "too-many-aliases": { en: "Its YAML aliases stand for too much.", de: "Ihre YAML-Aliase stehen für zu viel." },
  "distant-alias": {
    en: "A YAML alias leads to another entry; in a file this large it must be written out.",
    de: "Ein YAML-Alias führt zu einem anderen Eintrag; in so großen Dateien muss er ausgeschrieben sein.",
  },
  syntax: { en: "It is not valid YAML: {reason}.", de: "Sie ist kein gültiges YAML: {reason}." },
} as const satisfies Record<FileFault, Words>;

const lines: Words = { en: "Line {line}: ", de: "Zeile {line}: " };

/** Why a file cannot be read, in the reader's words. */
export function fileRefusal(refused: FileRefused, language: Language): ProblemError {
  const place = refused.line === undefined ? "" : say(lines, language, { line: String(refused.line) });
  const fault = say(faults[refused.fault], language, { reason: refused.message });
  return new ProblemError("file-refused", { parameters: { place, fault }, cause: refused });
}
