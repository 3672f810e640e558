import { FileRefused } from "./file-refused.ts";
import type { Plain } from "./plain.ts";

/** Values in one entry, aliases written out: far above what a configuration of 100,000 characters can have. */
const MOST_VALUES = 100_000;

/** Copies what was read with every alias written out, up to a limit: a small file can name a huge value. */
export class Expansion {
  readonly #line: number;
  #left = MOST_VALUES;

  constructor(line: number) {
    this.#line = line;
  }

  copy(value: unknown): Plain {
    this.#left -= 1;
    if (this.#left < 0) throw new FileRefused("too-many-aliases", this.#line);
    if (Array.isArray(value)) return value.map((item) => this.copy(item));
    if (typeof value === "object" && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([member, item]) => [member, this.copy(item)]));
    }
    return value as string | null; // the reading schema makes nothing else
  }
}
