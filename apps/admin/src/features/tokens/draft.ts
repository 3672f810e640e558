import type { FormValues } from "./form-values.ts";

const keyOf = (name: string) => `grantry-draft:${name}`;

/** Keeps what was typed, across a reload or a sign-in. The client secret is never part of it. */
export function writeDraft(name: string, { clientSecret: _never, ...values }: FormValues): void {
  sessionStorage.setItem(keyOf(name), JSON.stringify(values));
}

export function readDraft(name: string): Partial<FormValues> {
  const stored = sessionStorage.getItem(keyOf(name));
  return stored === null ? {} : (JSON.parse(stored) as Partial<FormValues>); // written just above
}

export function removeDraft(name: string): void {
  sessionStorage.removeItem(keyOf(name));
}
