/** Names that the places of an invoker may have, each once: parameters of a document are named more freely. */
export class PlaceNames {
  readonly #taken: Set<string>;

  /** @param taken what else stands in the data */
  constructor(taken: Iterable<string> = []) {
    this.#taken = new Set(taken);
  }

  /** `filter[name]` → `filter_name`; a name that is taken gets a number. */
  placeFor(name: string): string {
    const plain =
      name
        .replace(/\W+/g, "_")
        .replace(/^_+|_+$/g, "")
        .slice(0, 100) || "value";
    const base = /^\d/.test(plain) ? `_${plain}` : plain;
    const place = numbered(
      base,
      (candidate) => !this.#taken.has(candidate),
      (number) => `_${number}`,
    );
    this.#taken.add(place);
    return place;
  }
}

/** The name itself, or with the first number from 2 that makes it free. */
export function numbered(
  name: string,
  isFree: (candidate: string) => boolean,
  suffix: (number: number) => string,
): string {
  if (isFree(name)) return name;
  for (let number = 2; ; number += 1) if (isFree(name + suffix(number))) return name + suffix(number);
}
