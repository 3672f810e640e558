import type { InputError } from "@grantry/schema";
import { asText, type InvokerData, valueAt } from "./data.ts";
import { inputWords } from "./words.ts";

/** A segment of a path that is one place: `/:id`, `/:ticket.id`. What stands within a segment (`items:batchGet`) is none. */
const pathPlace = /(?<=^|\/):([A-Za-z_]\w*(?:\.\w+)*)(?=\/|$)/g;
/** A place in a query value; `10:30` and `https://…` have none. */
const queryPlace = /(?<![\w:/]):([A-Za-z_]\w*(?:\.\w+)*)/g;

/** Names of the members that the places of a path and a query take. */
export function placesOf(path: string, query: readonly { readonly value: string }[]): string[] {
  const names = [...path.matchAll(pathPlace), ...query.flatMap(({ value }) => [...value.matchAll(queryPlace)])].map(
    ([, name = ""]) => name,
  );
  return [...new Set(names)];
}

/**
 * Fills a path, each value one segment: `/` becomes `%2F`, and a value that would be a way up is refused.
 * @returns the path, or what it lacks
 */
export function fillPath(path: string, data: InvokerData): { path: string; errors: InputError[] } {
  const errors: InputError[] = [];
  const filled = path.replace(pathPlace, (_place, name: string) => {
    const value = asText(valueAt(data, name));
    const pointer = `/data/${name.replaceAll(".", "/")}`;
    if (value === "") errors.push({ pointer, message: inputWords["data-missing"], parameters: { name } });
    if (value === "." || value === "..")
      errors.push({ pointer, message: inputWords["data-leads-out"], parameters: { name } });
    return encodeURIComponent(value.toWellFormed());
  });
  return { path: filled, errors };
}

/** Fills a query; an entry none of whose places has a value is left out. */
export function fillQuery(
  query: readonly { readonly name: string; readonly value: string }[],
  data: InvokerData,
): [name: string, value: string][] {
  return query.flatMap(({ name, value }): [string, string][] => {
    const places = [...value.matchAll(queryPlace)];
    const isFilled = places.some(([, place = ""]) => valueAt(data, place) !== undefined);
    if (places.length > 0 && !isFilled) return [];
    return [[name, value.replace(queryPlace, (_place, place: string) => asText(valueAt(data, place)))]];
  });
}
