import { FileRefused } from "./file-refused.ts";
import type { Plain } from "./plain.ts";

/** Values in one entry, aliases written out: far above what a configuration of 100,000 characters can have. */
const MOST_VALUES = 100_000;
/** Depth with aliases written out: one that leads to what it stands in has no end. */
const MOST_DEPTH = 100;

/** Copies what was read with every alias written out, up to a limit: a small file can name a huge value. */
export class Expansion {
  readonly #line: number;
  #left = MOST_VALUES;

  constructor(line: number) {
    this.#line = line;
  }

  /** @param depth of the value in its entry */
  copy(value: unknown, depth = 0): Plain {
    this.#left -= 1;
    if (depth > MOST_DEPTH) throw new FileRefused("too-deep", this.#line);
    if (this.#left < 0) throw new FileRefused("too-many-aliases", this.#line);
    if (Array.isArray(value)) return value.map((item) => this.copy(item, depth + 1));
    if (typeof value === "object" && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([member, item]) => [member, this.copy(item, depth + 1)]));
    }
    return value as string | null; // the reading schema makes nothing else
  }
}
