import { FileRefused } from "./file-refused.ts";

/** The text of a file: UTF-8, with or without a byte order mark. @throws FileRefused not-utf8 */
export function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    if (cause instanceof TypeError) throw new FileRefused("not-utf8");
    throw cause;
  }
}
