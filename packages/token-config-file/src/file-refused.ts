/** Why a file cannot be read at all. */
export type FileFault =
  | "not-utf8"
  | "empty"
  | "not-a-list"
  | "several-documents"
  | "duplicate-key"
  | "custom-tag"
  | "too-deep"
  | "too-many-aliases"
  | "distant-alias"
  | "too-large-at-once"
  | "entries-not-apart"
  | "syntax";

/** The file is refused as a whole. */
export class FileRefused extends Error {
  override readonly name = "FileRefused";
  readonly fault: FileFault;
  /** From 1; `undefined` where it is not one line's fault. */
  readonly line: number | undefined;

  /** @param reason what the YAML reader says, for `syntax` */
  constructor(fault: FileFault, line?: number, reason: string = fault) {
    super(reason);
    this.fault = fault;
    this.line = line;
  }
}
