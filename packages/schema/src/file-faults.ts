import { type Language, say, type Words } from "./language.ts";

/** Why a file in the seed system's format cannot be read at all. */
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
  "too-many-aliases": {
    en: "It holds too many values, or its YAML aliases stand for too much.",
    de: "Sie enthält zu viele Werte, oder ihre YAML-Aliase stehen für zu viel.",
  },
  "distant-alias": {
    en: "A YAML alias leads to another entry; in a file this large it must be written out.",
    de: "Ein YAML-Alias führt zu einem anderen Eintrag; in so großen Dateien muss er ausgeschrieben sein.",
  },
  "entries-not-apart": {
    en: "In a file of more than 1 MB every entry begins with “- ” at the beginning of a line; or bring it as JSON.",
    de: "In einer Datei über 1 MB beginnt jeder Eintrag mit „- “ am Zeilenanfang; oder als JSON bringen.",
  },
  "too-large-at-once": {
    en: "YAML of more than 1 MB takes a member a line, indented; or bring it as JSON.",
    de: "YAML über 1 MB braucht je Zeile ein Feld, eingerückt; oder als JSON bringen.",
  },
  syntax: { en: "It is not valid YAML: {reason}.", de: "Sie ist kein gültiges YAML: {reason}." },
} as const satisfies Record<string, Words>;

const lines: Words = { en: "Line {line}: ", de: "Zeile {line}: " };

/** What is wrong with a file, with its line where it is one line's fault, from 1. @param reason what the YAML reader says, for `syntax` */
export function sayFileFault(
  fault: keyof typeof faults,
  language: Language,
  place: { readonly line: number | undefined; readonly reason: string },
): { readonly place: string; readonly fault: string } {
  return {
    place: place.line === undefined ? "" : say(lines, language, { line: String(place.line) }),
    fault: say(faults[fault], language, { reason: place.reason }),
  };
}
