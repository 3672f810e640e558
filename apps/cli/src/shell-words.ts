/** The words of a line as a shell of the Bourne family reads them; the last one may be begun or empty. */
export function wordsOf(line: string): string[] {
  return [...read(line).words];
}

/** Whether the line ends inside quotes. */
export function isQuoted(line: string): boolean {
  return read(line).quote !== "";
}

/** A word that stands bare in a line, and is read as itself. */
export function escaped(word: string): string {
  return word.replace(/[^\w\-.,:@%+=/\u0080-\u{10FFFF}]/gu, "\\$&");
}

function read(line: string): { words: readonly string[]; quote: string } {
  const words = [""];
  let quote = "";
  const add = (character: string) => words.push((words.pop() ?? "") + character);
  for (let at = 0; at < line.length; at += 1) {
    const character = line[at] ?? "";
    if (quote !== "" && character === quote) quote = "";
    else if (quote === "" && /["']/.test(character)) quote = character;
    else if (character === "\\" && quote !== "'") add(line[++at] ?? "");
    else if (quote === "" && character === " ") words.push("");
    else add(character);
  }
  return { words: words.filter((word, at) => word !== "" || at === words.length - 1), quote };
}
