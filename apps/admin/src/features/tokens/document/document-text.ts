import { inputErrorsOf, sayFileFault, sayInputError, tokenConfigDocument } from "@grantry/schema";
import { FileRefused, memberLines, type PlainObject, readEntries } from "@grantry/token-config-file";
import { currentLanguage } from "../../../i18n.ts";

/** What is wrong, and where: in the text, in the tables, or in both. */
export interface Fault {
  /** JSON Pointer into the document; empty where the text cannot be read. */
  readonly pointer: string;
  readonly message: string;
  readonly line: number | undefined;
}

/** A text as a document, where it is one, and what is wrong with it. The server checks the same and more. */
export function readDocumentText(text: string): { document: PlainObject | undefined; faults: readonly Fault[] } {
  try {
    const [first, second] = [...readEntries(text)];
    const { value } = first ?? { value: null };
    if (second || typeof value !== "object" || value === null) throw new FileRefused("not-a-list", second?.line);
    const parsed = tokenConfigDocument.safeParse(value);
    const errors = parsed.success ? [] : inputErrorsOf(parsed.error.issues, value);
    const said = errors.map((error) => ({ pointer: error.pointer, message: sayInputError(error, currentLanguage()) }));
    return { document: value as PlainObject, faults: atLines(text, said) }; // a list of one: told apart by its reader
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    const said = sayFileFault(error.fault, currentLanguage(), { line: undefined, reason: error.message });
    return { document: undefined, faults: [{ pointer: "", message: said.fault, line: error.line }] };
  }
}

/** Faults with the lines of the members that they are about, or of the nearest ones that are there. */
export function atLines(text: string, faults: readonly { pointer: string; message: string }[]): Fault[] {
  if (faults.length === 0) return [];
  const lines = memberLines(text);
  const nearest = (pointer: string): number | undefined =>
    lines.get(pointer) ?? (pointer === "" ? undefined : nearest(pointer.slice(0, pointer.lastIndexOf("/"))));
  return faults.map(({ pointer, message }) => ({ pointer, message, line: nearest(pointer) }));
}
