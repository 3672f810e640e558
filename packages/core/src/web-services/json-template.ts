import type { InputError } from "@grantry/schema";
import { asText, type InvokerData, valueAt } from "./data.ts";
import { inputWords } from "./words.ts";

const place = /\{\{\s*([A-Za-z_]\w*(?:\.\w+)*)\s*\}\}/g;
const wholePlace = new RegExp(`^${place.source}$`);

/** Why a text is no JSON template; `null`: it is one. */
export function jsonTemplateError(text: string): Omit<InputError, "pointer"> | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    return {
      message: inputWords["template-not-json"],
      parameters: { reason: error instanceof Error ? error.message : "" },
    };
  }
}

/** Fills the texts of a JSON template: one that is a place alone becomes the value itself, list and number included. */
export function renderJsonTemplate(text: string, data: InvokerData): string {
  return JSON.stringify(fill(JSON.parse(text), data));
}

function fill(value: unknown, data: InvokerData): unknown {
  if (Array.isArray(value)) return value.map((member) => fill(member, data));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, fill(member, data)]));
  }
  if (typeof value !== "string") return value;
  const [, whole] = wholePlace.exec(value) ?? [];
  if (whole !== undefined) return valueAt(data, whole) ?? null;
  return value.replace(place, (_place, path: string) => asText(valueAt(data, path)));
}
