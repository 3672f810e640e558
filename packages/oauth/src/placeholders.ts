import type { TokenConfigDocument } from "@grantry/schema";

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
  const filled = (value: unknown): unknown => {
    if (typeof value === "string") return fillPlaces(value, values);
    if (Array.isArray(value)) return value.map(filled);
    if (typeof value === "object" && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, filled(member)]));
    }
    return value;
  };
  return filled(document) as TokenConfigDocument; // the same shape, only texts differ
}
