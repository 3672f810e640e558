import type { RequestDescription, Secret, TokenConfigDocument } from "@grantry/schema";

/** What fills autofilled parameters besides the document's own members, by the seed's internal names. */
export type AutofillValues = Readonly<Record<string, string | Secret<string> | null | undefined>>;

/** Never taken from the document: a fixed state would undo its purpose, and the secret is stored apart. */
const neverFromDocument = new Set(["State", "ClientSecret"]);

/**
 * The parameters of one request as the document describes it: fixed ones, then autofilled ones over them. An internal
 * name is looked up in the document's top-level scalars, then in `values`; what is found nowhere is sent empty.
 * Names come in ascending order (znuny.md 1.3).
 */
export function requestParameters(
  document: TokenConfigDocument,
  { Request: request }: RequestDescription,
  values: AutofillValues,
): [string, string][] {
  const parameters = new Map<string, string>();
  for (const [name, value] of Object.entries(request.Parameters ?? {})) parameters.set(name, scalarText(value));
  for (const [name, key] of Object.entries(request.AutofilledParametersMapping ?? {})) {
    if (key !== null) parameters.set(name, autofilled(document, values, key));
  }
  return [...parameters].sort(([a], [b]) => (a < b ? -1 : 1));
}

function autofilled(document: TokenConfigDocument, values: AutofillValues, key: string): string {
  const fromDocument = Object.hasOwn(document, key) && !neverFromDocument.has(key);
  const own: unknown = fromDocument ? document[key] : undefined;
  if (typeof own === "string" || typeof own === "number" || typeof own === "boolean") return scalarText(own);
  const value = Object.hasOwn(values, key) ? values[key] : undefined;
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? value : value.reveal();
}

function scalarText(value: string | number | boolean | null): string {
  if (value === null) return "";
  if (typeof value === "boolean") return value ? "1" : "0";
  return String(value);
}

/** Percent-encoding with only the unreserved characters of RFC 3986 §2.3 left bare; a space is `%20`. */
export function percentEncode(text: string): string {
  const hex = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(text.toWellFormed()).replace(/[!'()*]/g, hex);
}

/** Parameters as a query or form body. */
export function encodeParameters(parameters: readonly (readonly [string, string])[]): string {
  return parameters.map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`).join("&");
}
