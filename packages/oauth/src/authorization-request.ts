import type { TokenConfigDocument } from "@grantry/schema";
import { type Secret, secret } from "@grantry/schema";
import { percentEncode, requestParameters } from "./request-parameters.ts";

/** A PKCE pair (RFC 7636 §4.1, §4.2): the verifier stays here, its S256 challenge goes through the browser. */
export async function newPkce(
  randomBytes: (length: number) => Uint8Array,
): Promise<{ verifier: Secret<string>; challenge: string }> {
  const verifier = base64Url(randomBytes(32));
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  return { verifier: secret(verifier), challenge: base64Url(new Uint8Array(digest)) };
}

/** Whether the configuration sends a PKCE challenge; off only where a provider refuses it. */
export function usesPkce(document: TokenConfigDocument): boolean {
  return document.Grantry?.Pkce !== "off";
}

/**
 * Where to send the browser. What the document's URL already has in its query is kept, unless a parameter of the same
 * name replaces it.
 * @see RFC 6749 §4.1.1, RFC 7636 §4.3
 */
export function authorizationUrl(
  document: TokenConfigDocument,
  request: { redirectUri: string; state: string; codeChallenge: string | null; loginHint: string | null },
): URL {
  const description = document.Requests.AuthorizationCode;
  if (!description) throw new Error("the document describes no authorization request");
  const parameters = new Map(
    requestParameters(document, description, { RedirectURL: request.redirectUri, State: request.state }),
  );
  if (request.codeChallenge !== null) {
    parameters.set("code_challenge", request.codeChallenge);
    parameters.set("code_challenge_method", "S256");
  }
  if (request.loginHint !== null && !parameters.has("login_hint")) parameters.set("login_hint", request.loginHint);
  const url = new URL(description.Request.URL);
  for (const [name, value] of url.searchParams) if (!parameters.has(name)) parameters.set(name, value);
  url.search = [...parameters]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`)
    .join("&");
  return url;
}

/** The parameter in which the provider hands the state back. */
export function stateParameter(document: TokenConfigDocument): string {
  const mapping = document.Requests.AuthorizationCode?.Response?.ParametersMapping ?? {};
  return Object.keys(mapping).find((name) => mapping[name] === "State") ?? "state";
}

function base64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}
