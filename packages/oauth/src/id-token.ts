/**
 * Whose account an id_token names, for people to recognize. Its signature need not be checked: it came from the token
 * endpoint itself, by TLS (OpenID Connect Core §3.1.3.7, 6).
 */
export function accountOf(idToken: unknown): string | undefined {
  if (typeof idToken !== "string") return undefined;
  try {
    const payload = idToken.split(".")[1] ?? "";
    const bytes = Uint8Array.from(atob(payload.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof claims !== "object" || claims === null) return undefined;
    for (const name of ["email", "preferred_username", "upn", "sub"]) {
      const value = (claims as Record<string, unknown>)[name]; // an object, checked above
      if (typeof value === "string" && value !== "") return value.slice(0, 320);
    }
    return undefined;
  } catch {
    return undefined; // not a JWT: it names nobody
  }
}
