import type { ProviderFailure, TokenConfigDocument } from "@grantry/schema";
import { type Secret, secret } from "@grantry/schema";
import { responseParameter, stateParameter } from "./authorization-request.ts";
import { isIssuer } from "./issuer.ts";
import { refusalOfAuthorization } from "./provider-error.ts";
import { quoting } from "./quote.ts";

const ISSUER_CHARACTERS = 200;

export type AuthorizationResponse =
  | {
      readonly ok: true;
      readonly code: Secret<string>;
      /** The `iss` that was compared; `null`: none came, or none is expected. */
      readonly issuer: string | null;
    }
  | { readonly ok: false; readonly kind: "incomplete" }
  | { readonly ok: false; readonly kind: "wrong-issuer"; readonly expected: string; readonly got: string }
  | { readonly ok: false; readonly kind: "refused"; readonly failure: ProviderFailure };

/**
 * Reads what the provider's redirect brought. The issuer is compared before anything else is believed, an error
 * included (RFC 9207 §2.4). A parameter that stands twice is no answer (RFC 6749 §3.1). Never throws.
 * @see RFC 6749 §4.1.2 (answer), §4.1.2.1 (refusal)
 */
export function readAuthorizationResponse(
  query: URLSearchParams,
  document: TokenConfigDocument,
): AuthorizationResponse {
  const codeParameter = responseParameter(document, "AuthorizationCode") ?? "code";
  const stateName = stateParameter(document);
  const quote = quoting([...query.getAll(codeParameter), ...query.getAll(stateName)].map(secret));

  const issuer = otherIssuer(query, document);
  if (issuer) return { ok: false, kind: "wrong-issuer", ...issuer, got: quote(issuer.got, ISSUER_CHARACTERS) };
  const repeated = ["iss", "error", stateName, codeParameter].some((name) => query.getAll(name).length > 1);
  if (repeated) return { ok: false, kind: "incomplete" };

  const error = query.get(responseParameter(document, "ErrorMessage") ?? "error") || query.get("error");
  if (error) {
    const description = query.get(responseParameter(document, "ErrorDescription") ?? "error_description");
    const said = { error, description, subcode: query.get("error_subcode") ?? query.get("error_subtype") };
    return { ok: false, kind: "refused", failure: refusalOfAuthorization(said, quote) };
  }
  const code = query.get(codeParameter);
  if (!code) return { ok: false, kind: "incomplete" };
  return { ok: true, code: secret(code), issuer: document.Grantry?.Issuer ? query.get("iss") : null };
}

/** The issuer that answered where it is not the one that was asked (RFC 9207 §2.4). */
function otherIssuer(
  query: URLSearchParams,
  document: TokenConfigDocument,
): { expected: string; got: string } | undefined {
  const { Issuer: expected, IssuerCheck: check } = document.Grantry ?? {};
  if (!expected) return undefined;
  const issuers = query.getAll("iss");
  if (issuers.length === 0) return check === "required" ? { expected, got: "–" } : undefined;
  const got = issuers.find((issuer) => !isIssuer(expected, issuer));
  return got === undefined ? undefined : { expected, got };
}
