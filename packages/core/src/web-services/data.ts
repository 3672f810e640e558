/** What an invoker is run with: JSON by name. */
export type InvokerData = Readonly<Record<string, unknown>>;

/** No message means anything that is nested more deeply; what goes through it calls itself once a level. */
const MOST_LEVELS = 500;

/** Whether a value is nested so deeply that nothing can go through it. */
export function isTooDeep(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MOST_LEVELS) return true;
    level = level.flatMap((one) => (typeof one === "object" && one !== null ? Object.values(one) : []));
  }
  return false;
}

/** The value at a path such as `ticket.articles.0.subject`; `undefined`: there is none. */
export function valueAt(data: unknown, path: string): unknown {
  let value = data;
  for (const part of path === "" ? [] : path.split(".")) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[part]; // an object or an array, with that member
  }
  return value;
}

/** A value as text: what is nothing is empty, what has parts is JSON. */
export function asText(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** Every leaf with its path, the names joined by dots: `{ a: { b: 1 } }` → `["a.b", "1"]`. */
export function flattened(data: unknown, prefix = ""): [path: string, text: string][] {
  if (typeof data !== "object" || data === null) return data === undefined ? [] : [[prefix, asText(data)]];
  return Object.entries(data).flatMap(([name, value]) => flattened(value, prefix === "" ? name : `${prefix}.${name}`));
}
