import type { FormValues } from "./form-values.ts";

const secretFields: readonly string[] = ["clientSecret", "clientKey"] satisfies (keyof FormValues)[];

const keyOf = (name: string) => `grantry-draft:${name}`;

/**
 * Keeps what was typed, across a reload or a sign-in: the fields that differ from what the form began with, so that what
 * others save meanwhile is not typed over. Client secret and key are never part of it.
 */
export function writeDraft(name: string, values: FormValues, initial: FormValues): void {
  const typed = Object.entries(values).filter(
    ([field, value]) =>
      !secretFields.includes(field) && JSON.stringify(value) !== JSON.stringify(initial[field as keyof FormValues]),
  );
  if (typed.length === 0) removeDraft(name);
  else sessionStorage.setItem(keyOf(name), JSON.stringify(Object.fromEntries(typed)));
}

export function readDraft(name: string): Partial<FormValues> {
  const stored = sessionStorage.getItem(keyOf(name));
  return stored === null ? {} : (JSON.parse(stored) as Partial<FormValues>); // written just above
}

export function removeDraft(name: string): void {
  sessionStorage.removeItem(keyOf(name));
}
