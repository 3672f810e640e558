import { inputRefused, type Words } from "@grantry/schema";

/** What stands in place of a password. */
const hidden = "***";

const hiddenWords: Words = {
  en: "Enter the password again: a hidden one stays only where nothing else of the address changes.",
  de: "Das Passwort neu eingeben: ein verborgenes bleibt nur, wo sich sonst nichts an der Adresse ändert.",
};

/** A value as it may be shown and logged: an address without the password that it holds. */
export function withoutPassword(value: unknown): unknown {
  const address = addressIn(value);
  if (!address?.password) return value;
  address.password = hidden;
  return address.href;
}

/**
 * The value to store for one that may have been shown: where all else is the same, the stored password stays.
 * @throws ProblemError invalid-input where it would be sent elsewhere, or there is none
 */
export function withStoredPassword(given: unknown, stored: unknown): unknown {
  const address = addressIn(given);
  if (address?.password !== hidden) return given;
  const same = addressIn(withoutPassword(stored))?.href === address.href;
  if (same) return stored;
  throw inputRefused([{ pointer: "/value", message: hiddenWords }]);
}

function addressIn(value: unknown): URL | undefined {
  return typeof value === "string" && URL.canParse(value) ? new URL(value) : undefined;
}
