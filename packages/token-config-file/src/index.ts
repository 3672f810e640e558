export { decode } from "./decode.ts";
export { type FileFault, FileRefused } from "./file-refused.ts";
export { memberLines } from "./member-lines.ts";
export type { Plain, PlainObject } from "./plain.ts";
export { readData } from "./read-data.ts";
export { type FileEntry, readEntries } from "./read-entries.ts";
export { type ListedToken, readTokenList } from "./read-token-list.ts";
export { writeDocument } from "./write-document.ts";
export { writeEntries } from "./write-entries.ts";
