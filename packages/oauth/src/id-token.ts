import { isObject } from "./answer-members.ts";

const ACCOUNT_CHARACTERS = 320;
/** OpenID Connect Core §5.1, and what Microsoft and mail services call an address; the first is shown. */
const names = ["email", "preferred_username", "upn", "mail", "userPrincipalName", "emailAddress", "sub"];

/** The names that claims give an account, for people to recognize it by: the first is shown, any may be expected. */
export function accountNamesOf(claims: unknown): string[] {
  if (!isObject(claims)) return [];
  return names.map((name) => claims[name]).filter(isShowable);
}

/**
 * The claims of an id_token. Its signature need not be checked: it came from the token endpoint itself, by TLS
 * (OpenID Connect Core §3.1.3.7, 6).
 */
export function claimsOf(idToken: unknown): unknown {
  if (typeof idToken !== "string") return undefined;
  try {
    const payload = (idToken.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/");
    const bytes = Uint8Array.from(atob(payload), (character) => character.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined; // not a JWT: it names nobody
  }
}

/** Something to read, of a length that an address can have. */
function isShowable(text: unknown): text is string {
  return (
    typeof text === "string" && text.trim() !== "" && text.length <= ACCOUNT_CHARACTERS && !/[\p{Cc}\p{Cs}]/u.test(text)
  );
}
