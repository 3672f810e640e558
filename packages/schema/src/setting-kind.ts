import * as z from "zod";
import { isSettingName, settings } from "./settings.ts";

/** How a setting is entered: one of a few values, several values, a number within bounds, or free text. */
export type SettingKind =
  | { readonly kind: "choice"; readonly choices: readonly string[] }
  | { readonly kind: "list" }
  | { readonly kind: "number"; readonly minimum: number; readonly maximum: number }
  | { readonly kind: "text" };

/** What the rule of a setting says about entering it; one that is not known here is text. */
export function settingKind(name: string): SettingKind {
  const schema = isSettingName(name) ? settings[name].schema : undefined;
  if (schema instanceof z.ZodEnum) return { kind: "choice", choices: schema.options.map(String) };
  if (schema instanceof z.ZodArray) return { kind: "list" };
  if (schema instanceof z.ZodNumber)
    return {
      kind: "number",
      minimum: schema.minValue ?? Number.MIN_SAFE_INTEGER,
      maximum: schema.maxValue ?? Number.MAX_SAFE_INTEGER,
    };
  return { kind: "text" };
}
