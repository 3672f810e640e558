import { jsonPointer, type TokenConfigDocument } from "@grantry/schema";

/** Values by placeholder name. */
export type PlaceholderValues = Readonly<Record<string, string>>;

/** A text with its `{name}` places filled; a place without a value stays. */
export function fillPlaces(text: string, values: PlaceholderValues): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? place) : place,
  );
}

/** A document with the `{name}` places of all its texts filled. */
export function fillPlaceholders(document: TokenConfigDocument, values: PlaceholderValues): TokenConfigDocument {
  return withTexts(document, (text) => fillPlaces(text, values));
}

/**
 * The document with new placeholder values: rewritten is only what still equals the template filled with the old ones.
 * `kept` names the texts that were edited by hand and so stay (JSON Pointers, RFC 6901).
 */
export function refillPlaceholders(
  document: TokenConfigDocument,
  template: TokenConfigDocument,
  oldValues: PlaceholderValues,
  newValues: PlaceholderValues,
): { document: TokenConfigDocument; kept: string[] } {
  const kept: string[] = [];
  const refilled = withTexts(document, (text, path) => {
    const inTemplate = textAt(template, path);
    if (inTemplate === undefined) return text;
    const [before, after] = [fillPlaces(inTemplate, oldValues), fillPlaces(inTemplate, newValues)];
    if (text === before) return after;
    if (before !== after && text !== after) kept.push(jsonPointer(path));
    return text;
  });
  return { document: { ...refilled, Grantry: { ...refilled.Grantry, Placeholders: { ...newValues } } }, kept };
}

/** The document with every text replaced. */
function withTexts(
  document: TokenConfigDocument,
  replace: (text: string, path: readonly string[]) => string,
): TokenConfigDocument {
  const walk = (value: unknown, path: readonly string[]): unknown => {
    if (typeof value === "string") return replace(value, path);
    if (Array.isArray(value)) return value.map((member, index) => walk(member, [...path, String(index)]));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, walk(member, [...path, name])]));
  };
  return walk(document, []) as TokenConfigDocument; // the same shape, only texts differ
}

function textAt(document: TokenConfigDocument, path: readonly string[]): string | undefined {
  let value: unknown = document;
  for (const name of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Record<string, unknown>)[name]; // an object with this member, checked above
  }
  return typeof value === "string" ? value : undefined;
}
