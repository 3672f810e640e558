/** The members of a token endpoint's answer, looked up by what the document calls them. */
export interface AnswerMembers {
  /** What stands under the mapped names; under the standard name only where the document maps none. */
  readonly mapped: (internalName: string, standardName: string) => unknown;
  /** A member by its own name. */
  readonly named: (name: string) => unknown;
}

/** JSON, or what some providers send in its place, a form. `undefined` when the text is neither. */
export function parseMembers(text: string, mapping: Readonly<Record<string, string>>): AnswerMembers | undefined {
  const members = jsonObject(text) ?? formMembers(text);
  if (!members) return undefined;
  const named = (name: string): unknown => (Object.hasOwn(members, name) ? (members[name] ?? undefined) : undefined);
  return {
    named,
    mapped: (internalName, standardName) => {
      const names = Object.keys(mapping).filter((name) => mapping[name] === internalName);
      if (names.length === 0) return named(standardName);
      // Of several names for one thing the last in ascending order wins (znuny.md 1.4).
      return names.sort().reduce<unknown>((found, name) => memberAt(members, name) ?? found, undefined);
    },
  };
}

/** A text that says something; anything else is `undefined`. */
export function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** A mapped member as the seed stores it: arrays joined by comma and space, objects as JSON (znuny.md 1.4). */
export function storedText(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.map((item) => storedText(item) ?? "").join(", ");
  if (isObject(value)) return JSON.stringify(value);
  return typeof value === "number" || typeof value === "boolean" ? String(value) : textOf(value);
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function jsonObject(text: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return isObject(parsed) ? parsed : undefined;
  } catch {
    return undefined; // not JSON: perhaps a form
  }
}

function formMembers(text: string): Record<string, unknown> | undefined {
  const looksLikeForm = /^[\w.-]+=[^<>\s]*$/.test(text);
  return looksLikeForm ? Object.fromEntries(new URLSearchParams(text)) : undefined;
}

/** A member by name, or by a dotted path into nested objects where no member has that name. */
function memberAt(members: Readonly<Record<string, unknown>>, path: string): unknown {
  if (Object.hasOwn(members, path)) return members[path];
  const step = (value: unknown, name: string): unknown =>
    isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  return path.split(".").reduce<unknown>(step, members);
}
