import type { InputError } from "@grantry/schema";
import type { PlaceNames } from "./place-names.ts";
import { operationWords } from "./words.ts";

/** A path of the document as an invoker's: `/pets/{petId}` → `/pets/:petId`, with the place of each parameter. */
export interface InvokerPath {
  readonly path: string;
  readonly places: ReadonlyMap<string, string>;
  readonly errors: readonly InputError[];
}

export function invokerPathOf(template: string, names: PlaceNames, pointer: string): InvokerPath {
  const places = new Map<string, string>();
  const errors: InputError[] = [];
  const segments = template.split("/").map((segment) => {
    const [, parameter] = /^\{([^{}]+)\}$/.exec(segment) ?? [];
    if (parameter !== undefined) {
      const place = places.get(parameter) ?? names.placeFor(parameter);
      places.set(parameter, place);
      return `:${place}`;
    }
    if (/[{}]/.test(segment))
      errors.push({ pointer, message: operationWords["path-place-within-segment"], parameters: { segment } });
    return segment.replace(/^:/, "%3A"); // no place of ours
  });
  return { path: segments.join("/"), places, errors };
}
