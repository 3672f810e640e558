export interface Part {
  readonly text: string;
  /** From 1. */
  readonly line: number;
}

/**
 * The entries of a block sequence as texts of their own: measured, a file of 20 MB read at once takes seconds and
 * hundreds of megabytes. `undefined` where the file is not written that way, or may be misunderstood.
 */
export function splitEntries(text: string): Part[] | undefined {
  const starts: { at: number; line: number }[] = [];
  let line = 0;
  let hasMarker = false;
  for (let at = 0; at < text.length; at = afterLine(text, at)) {
    line += 1;
    const kind = kindOf(text, at);
    if (kind === "inside" || kind === "aside") {
      if (kind === "inside" && starts.length === 0) return undefined;
    } else if (kind === "entry") starts.push({ at, line });
    else if (kind === "marker" && starts.length === 0 && !hasMarker) hasMarker = true;
    else return undefined;
  }
  if (starts.length === 0) return undefined;
  return starts.map(({ at, line }, index) => ({ text: text.slice(at, starts[index + 1]?.at), line }));
}

function afterLine(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end === -1 ? text.length : end + 1;
}

/** What a line is to the top level: the start of an entry, part of one, a comment or blank, a bare `---`, or else. */
function kindOf(text: string, at: number): "entry" | "inside" | "aside" | "marker" | "else" {
  switch (text[at]) {
    case " ":
    case "\t":
      return "inside";
    case "\n":
    case "\r":
    case "#":
      return "aside";
    case "-":
      if (/[\s]/.test(text[at + 1] ?? "\n")) return "entry";
      return /^---[ \t]*\r?\n/.test(text.slice(at, at + 40)) ? "marker" : "else";
    default:
      return "else";
  }
}
