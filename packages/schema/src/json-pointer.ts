type Json = unknown;

/** `["a", 0]` → `/a/0` (RFC 6901). */
export function jsonPointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** `/a/0` → `["a", "0"]`. */
export function pointerPath(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** The member at a pointer; `undefined` where there is none. */
export function memberAt(object: Json, pointer: string): Json {
  return pointerPath(pointer).reduce<Json>(
    (found, name) => (isObject(found) && Object.hasOwn(found, name) ? found[name] : undefined),
    object,
  );
}

/** The object with another value at a pointer, or without that member; objects on the way are made where missing. */
export function withMemberAt<T extends object>(object: T, pointer: string, value: Json): T {
  const put = (target: Json, [name = "", ...rest]: readonly string[]): Json => {
    const members = isObject(target) ? target : {};
    const next = rest.length === 0 ? value : put(Object.hasOwn(members, name) ? members[name] : undefined, rest);
    const others = Object.entries(members).filter(([other]) => other !== name);
    return Object.fromEntries(next === undefined ? others : [...others, [name, next]]);
  };
  return put(object, pointerPath(pointer)) as T; // its shape is the caller's knowledge
}

function isObject(value: Json): value is Readonly<Record<string, Json>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
