import type { ProviderFailure, TokenConfigDocument } from "@grantry/schema";
import { type Secret, secret } from "@grantry/schema";
import { refusalOfAuthorization } from "./provider-error.ts";

export type AuthorizationResponse =
  | { readonly ok: true; readonly code: Secret<string> }
  | { readonly ok: false; readonly kind: "incomplete" }
  | { readonly ok: false; readonly kind: "wrong-issuer"; readonly expected: string; readonly got: string }
  | { readonly ok: false; readonly kind: "refused"; readonly failure: ProviderFailure };

/**
 * Reads what the provider's redirect brought. The issuer is compared before anything else is believed, an error
 * included (RFC 9207 §2.4). Never throws.
 * @see RFC 6749 §4.1.2 (answer), §4.1.2.1 (refusal)
 */
export function readAuthorizationResponse(
  query: URLSearchParams,
  document: TokenConfigDocument,
): AuthorizationResponse {
  const expected = document.Grantry?.Issuer;
  const issuers = query.getAll("iss");
  if (expected) {
    const missing = issuers.length === 0 && document.Grantry?.IssuerCheck === "required";
    if (missing) return { ok: false, kind: "wrong-issuer", expected, got: "–" };
    const other = issuers.find((issuer) => issuer !== expected);
    if (other !== undefined) return { ok: false, kind: "wrong-issuer", expected, got: other.slice(0, 200) };
  }
  const error = query.get("error");
  if (error) {
    return {
      ok: false,
      kind: "refused",
      failure: refusalOfAuthorization({
        error,
        description: query.get("error_description"),
        subcode: query.get("error_subcode"),
      }),
    };
  }
  const mapping = document.Requests.AuthorizationCode?.Response?.ParametersMapping ?? {};
  const name = Object.keys(mapping).find((parameter) => mapping[parameter] === "AuthorizationCode") ?? "code";
  const codes = query.getAll(name);
  const [code] = codes;
  // A parameter that stands twice is no answer (RFC 6749 §3.1).
  return codes.length === 1 && code ? { ok: true, code: secret(code) } : { ok: false, kind: "incomplete" };
}
