import { pointerPath } from "@grantry/schema";

/** References on the way to one value; real documents have two or three. */
const MOST_HOPS = 20;

type Fault = "external-ref" | "missing-ref" | "circular-ref";

/** A reference that cannot be followed. */
export class Unresolvable extends Error {
  override readonly name = "Unresolvable";
  readonly fault: Fault;
  readonly ref: string;

  constructor(fault: Fault, ref: string) {
    super(fault);
    this.fault = fault;
    this.ref = ref.slice(0, 200);
  }
}

/** Follows the references of one document, within it alone (RFC 6901, as a URI fragment). */
export class References {
  readonly #root: unknown;

  constructor(root: unknown) {
    this.#root = root;
  }

  /** The value, or what its `$ref` leads to. @throws Unresolvable */
  follow(value: unknown): unknown {
    let found = value;
    for (let hops = 0; hops < MOST_HOPS; hops += 1) {
      const ref = memberOf(found, "$ref");
      if (typeof ref !== "string") return found;
      found = this.#at(ref);
    }
    throw new Unresolvable("circular-ref", String(memberOf(found, "$ref")));
  }

  #at(ref: string): unknown {
    if (!ref.startsWith("#")) throw new Unresolvable("external-ref", ref);
    let found = this.#root;
    for (const name of pointerPath(decoded(ref.slice(1)))) {
      found = memberOf(found, name);
      if (found === undefined) throw new Unresolvable("missing-ref", ref);
    }
    if (!/^#(\/|$)/.test(ref)) throw new Unresolvable("missing-ref", ref); // an anchor: no document in the wild has them
    return found;
  }
}

/** A member of an object or an item of a list, its own alone; `undefined`: there is none. */
export function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}

const known = new WeakMap<object, readonly string[]>();

/** The names of an object's members; of anything else none. Read once: a thousand places may refer to a large one. */
export function namesOf(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  const names = known.get(value) ?? Object.keys(value);
  known.set(value, names);
  return names;
}

/** The items of a list; of anything else none. */
export function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment; // a bare `%`: meant as it stands
  }
}
