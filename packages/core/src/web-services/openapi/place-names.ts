/** Names that the places of an invoker may have, each once: parameters of a document are named more freely. */
export class PlaceNames {
  readonly #names: UniqueNames;

  /** @param taken what else stands in the data */
  constructor(taken: Iterable<string> = []) {
    this.#names = new UniqueNames((number) => `_${number}`, taken);
  }

  /** `filter[name]` → `filter_name`; a name that is taken gets a number. */
  placeFor(name: string): string {
    const plain =
      name
        .slice(0, 100)
        .replace(/\W+/g, "_")
        .replace(/^_+|_+$/g, "") || "value";
    return this.#names.take(/^\d/.test(plain) ? `_${plain}` : plain);
  }
}

/** Names each of which is given once; a name that is taken gets the first number from 2 that makes it free. */
export class UniqueNames {
  readonly #suffix: (number: number) => string;
  readonly #taken: Set<string>;
  /** Where counting goes on: five thousand of one name must not be counted through again and again. */
  readonly #next = new Map<string, number>();

  constructor(suffix: (number: number) => string, taken: Iterable<string> = []) {
    this.#suffix = suffix;
    this.#taken = new Set(taken);
  }

  take(name: string): string {
    let free = name;
    let number = this.#next.get(name) ?? 2;
    for (; this.#taken.has(free); number += 1) free = name + this.#suffix(number);
    this.#next.set(name, number);
    this.#taken.add(free);
    return free;
  }
}
