/** A member of a block mapping as it stands in a text. */
export interface Member {
  readonly key: string;
  /** The member with its key: a mapping of one. */
  readonly text: string;
  /** What is indented below the key, where nothing stands beside it. */
  readonly below: string | undefined;
  /** From 0, of the text. */
  readonly line: number;
}

/** A key and what stands beside it. Keys in quotes may hold anything but their quote and a backslash. */
const keyed = /^ *(?:"([^"\\]*)"|'([^']*)'|([^\s"'#&*!|>%@`{}[\],?:-][^#:]*?|\/[^#:]*?)) *:(?=\s|$)[ \t]*(.*)$/;

/**
 * The members of a block mapping as texts of their own, so that a large one need not be read at once. `undefined` where
 * the text is not written that way, or may be misunderstood.
 */
export function splitMembers(text: string): Member[] | undefined {
  const starts: { at: number; line: number; key: string; isBare: boolean; end: number }[] = [];
  let indent: number | undefined;
  let line = 0;
  for (let at = 0; at < text.length; line += 1) {
    const end = afterLine(text, at);
    const content = text.slice(at, end).replace(/\r?\n$/, "");
    const start = at;
    at = end;
    if (/^\s*(#.*)?$/.test(content)) continue;
    const depth = content.search(/[^ ]/);
    indent ??= depth;
    if (depth > indent) continue;
    if (depth < indent || /^---|^\.\.\./.test(content)) return undefined;
    if (/^ *- /.test(content) && starts.at(-1)?.isBare) continue; // a list at the column of its key
    const [matched, double, single, plain, beside] = keyed.exec(content) ?? [];
    if (matched === undefined) return undefined;
    const key = double ?? single ?? plain ?? "";
    starts.push({ at: start, line, key, isBare: /^(#.*)?$/.test(beside ?? ""), end });
  }
  if (starts.length === 0) return undefined;
  return starts.map(({ at, line: from, key, isBare, end }, index) => {
    const next = starts[index + 1]?.at;
    return { key, line: from, text: text.slice(at, next), below: isBare ? text.slice(end, next) : undefined };
  });
}

function afterLine(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end === -1 ? text.length : end + 1;
}
