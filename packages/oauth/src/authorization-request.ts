import { type Secret, secret, type TokenConfigDocument } from "@grantry/schema";
import { calculatePKCECodeChallenge } from "oauth4webapi";
import { encodeParameters, requestParameters } from "./request-parameters.ts";

const VERIFIER_BYTES = 32;

/** A PKCE pair (RFC 7636 §4.1, §4.2): the verifier stays here, its S256 challenge goes through the browser. */
export async function newPkce(
  randomBytes: (length: number) => Uint8Array,
): Promise<{ verifier: Secret<string>; challenge: string }> {
  const verifier = base64Url(randomBytes(VERIFIER_BYTES));
  return { verifier: secret(verifier), challenge: await calculatePKCECodeChallenge(verifier) };
}

/** Whether the configuration sends a PKCE challenge; off only where a provider refuses it. */
export function usesPkce(document: TokenConfigDocument): boolean {
  return document.Grantry?.Pkce !== "off";
}

/**
 * Where to send the browser. What the document's URL already has in its query is kept, unless a parameter of the same
 * name replaces it. Names come in ascending order.
 * @throws TypeError when the document's authorization URL is none; the contract refuses such a document
 * @see RFC 6749 §4.1.1, RFC 7636 §4.3
 */
export function authorizationUrl(
  document: TokenConfigDocument,
  request: { redirectUri: string; state: string; codeChallenge: string | null; loginHint?: string | null },
): URL {
  const description = document.Requests.AuthorizationCode;
  if (!description) throw new TypeError("the document describes no authorization request");
  const values = { RedirectURL: request.redirectUri, State: request.state };
  const parameters = new Map(requestParameters(document, description, values));
  if (request.codeChallenge !== null) {
    parameters.set("code_challenge", request.codeChallenge);
    parameters.set("code_challenge_method", "S256");
  }
  if (request.loginHint && !parameters.has("login_hint")) parameters.set("login_hint", request.loginHint);
  const url = new URL(description.Request.URL);
  const kept = [...url.searchParams].filter(([name]) => !parameters.has(name));
  url.search = encodeParameters([...parameters, ...kept].sort(([a], [b]) => (a === b ? 0 : a < b ? -1 : 1)));
  return url;
}

/** The parameter in which the provider hands the state back. */
export function stateParameter(document: TokenConfigDocument): string {
  return responseParameter(document, "State") ?? "state";
}

/** The redirect's parameter that the document stores under this internal name. */
export function responseParameter(document: TokenConfigDocument, internalName: string): string | undefined {
  const mapping = document.Requests.AuthorizationCode?.Response?.ParametersMapping ?? {};
  return Object.keys(mapping).find((name) => mapping[name] === internalName);
}

function base64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}
