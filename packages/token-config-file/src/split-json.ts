import type { Part } from "./split-entries.ts";

/**
 * The elements of a JSON list as texts of their own, for the same reason as `splitEntries`. `undefined` where it is not
 * plain JSON to the end: what looks like it may be YAML in brackets.
 */
export function splitJson(text: string): Part[] | undefined {
  const scan = new Scan(text);
  if (!scan.takes("[")) return undefined;
  const parts: Part[] = [];
  do {
    const part = scan.element();
    if (!part) return undefined;
    parts.push(part);
  } while (scan.takes(","));
  return scan.takes("]") && scan.isAtEnd() ? parts : undefined;
}

class Scan {
  readonly #text: string;
  #at = 0;
  #line = 1;

  constructor(text: string) {
    this.#text = text;
  }

  /** Whether this character is next, but for space; then it is behind us. */
  takes(wanted: string): boolean {
    this.#skipSpace();
    if (this.#text[this.#at] !== wanted) return false;
    this.#at += 1;
    return true;
  }

  isAtEnd(): boolean {
    this.#skipSpace();
    return this.#at === this.#text.length;
  }

  /** An object or a list in brackets, to its end; `undefined`: something else. */
  element(): Part | undefined {
    this.#skipSpace();
    const [from, line] = [this.#at, this.#line];
    let depth = 0;
    for (; this.#at < this.#text.length; this.#at += 1) {
      const character = this.#text[this.#at];
      if (character === "\n") this.#line += 1;
      else if (character === '"') {
        if (!this.#skipString()) return undefined;
      } else if (character === "{" || character === "[") depth += 1;
      else if (character === "}" || character === "]") depth -= 1;
      else if (character === "#" || character === "'" || character === "&" || character === "*") return undefined;
      if (depth === 0) {
        this.#at += 1;
        return { text: this.#text.slice(from, this.#at), line };
      }
    }
    return undefined;
  }

  /** To the quotation mark that ends it. */
  #skipString(): boolean {
    for (this.#at += 1; this.#at < this.#text.length; this.#at += 1) {
      if (this.#text[this.#at] === '"') return true;
      if (this.#text[this.#at] === "\\") this.#at += 1;
    }
    return false;
  }

  #skipSpace(): void {
    for (; /\s/.test(this.#text[this.#at] ?? "x"); this.#at += 1) if (this.#text[this.#at] === "\n") this.#line += 1;
  }
}
