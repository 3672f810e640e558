/** What the next redirect from the authorization endpoint carries; what is left out is as it should be. */
export interface Redirect {
  readonly code?: string;
  readonly state?: string;
  readonly iss?: string;
  /** In place of a code, such as `access_denied`. */
  readonly error?: string;
  readonly errorDescription?: string;
}

type MadeRedirect = (asked: { readonly last: URLSearchParams | undefined }) => Redirect & { readonly without?: Absent };

/** A parameter that the redirect does not carry at all. */
type Absent = "state" | "iss" | "code";

/** The repertoire of the authorization endpoint, by name. */
export const redirects = {
  good: () => ({}),
  denied: () => ({ error: "access_denied", errorDescription: "The person at the browser denied it." }),
  "server error": () => ({ error: "server_error" }),
  "wrong iss": () => ({ iss: "https://evil.example" }),
  "no iss": () => ({ without: "iss" }),
  /** The state of the authorization before this one, or a made-up one. */
  "state swapped": ({ last }) => ({ state: last?.get("state") ?? "made-up-state" }),
  "no state": () => ({ without: "state" }),
  /** The code of the redirect before this one: used by now, if its client was quick. */
  "code used twice": ({ last }) => ({ code: last?.get("code") ?? "made-up-code" }),
  "no code": () => ({ without: "code" }),
} satisfies Record<string, MadeRedirect>;

export type RedirectName = keyof typeof redirects;

/** The address that the browser is sent to, or undefined where the request names none. */
export function redirectLocation(
  given: { readonly request: URLSearchParams; readonly last: URLSearchParams | undefined; readonly issuer: string },
  chosen: RedirectName | Redirect,
  newCode: () => string,
): URL | undefined {
  const target = given.request.get("redirect_uri");
  if (target === null || !URL.canParse(target)) return undefined;
  const made: ReturnType<MadeRedirect> = typeof chosen === "string" ? redirects[chosen](given) : chosen;
  const location = new URL(target);
  const parameters: Record<Absent | "error" | "error_description", string | null | undefined> = {
    code: made.error === undefined ? (made.code ?? newCode()) : undefined,
    error: made.error,
    error_description: made.errorDescription,
    state: made.state ?? given.request.get("state"),
    iss: made.iss ?? given.issuer,
  };
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== null && name !== made.without) location.searchParams.set(name, value);
  }
  return location;
}
