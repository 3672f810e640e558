const hidden = new WeakMap<Secret<unknown>, unknown>();

/**
 * A value that must not leave by accident: printing, logging, concatenating or serializing it gives `[secret]`.
 * `reveal()` is the only way out, so that every use can be found by name.
 */
export class Secret<T> {
  constructor(value: T) {
    hidden.set(this, value);
  }

  /** The value itself. Only for the wire, the cipher and the one answer that asks for it. */
  reveal(): T {
    return hidden.get(this) as T; // set by the constructor, the only writer
  }

  toString(): string {
    return "[secret]";
  }

  toJSON(): string {
    return "[secret]";
  }

  /** What `console.log` and `util.inspect` print on Node. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return "[secret]";
  }
}

export function secret<T>(value: T): Secret<T> {
  return new Secret(value);
}
