import { isObject } from "./answer-members.ts";

const ACCOUNT_CHARACTERS = 320;

/**
 * Whose account an id_token names, for people to recognize. Its signature need not be checked: it came from the token
 * endpoint itself, by TLS (OpenID Connect Core §3.1.3.7, 6).
 */
export function accountOf(idToken: unknown): string | undefined {
  const claims = claimsOf(idToken);
  const names = ["email", "preferred_username", "upn", "sub"];
  const account = names.map((name) => claims[name]).find((value) => typeof value === "string" && isShowable(value));
  return typeof account === "string" ? account : undefined;
}

/** Something to read, of a length that an address can have. */
function isShowable(text: string): boolean {
  return text.trim() !== "" && text.length <= ACCOUNT_CHARACTERS && !/[\p{Cc}\p{Cs}]/u.test(text);
}

function claimsOf(idToken: unknown): Record<string, unknown> {
  if (typeof idToken !== "string") return {};
  try {
    const payload = (idToken.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/");
    const bytes = Uint8Array.from(atob(payload), (character) => character.charCodeAt(0));
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return isObject(claims) ? claims : {};
  } catch {
    return {}; // not a JWT: it names nobody
  }
}
