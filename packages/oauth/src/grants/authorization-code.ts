import type { ClientCredentials, ProviderFailure, Secret, TokenConfigDocument } from "@grantry/schema";
import type { AutofillValues } from "../request-parameters.ts";
import { requiredScopes } from "../required-scopes.ts";
import type { Send } from "../send.ts";
import { requestToken } from "../token-request.ts";
import type { TokenOutcome } from "../token-response.ts";

/** Refusals of a grant that, told of a code, are one: the code was refused. */
const saidOfGrants = new Set([
  "grant-withdrawn",
  "grant-expired",
  "grant-unknown",
  "google-withdrawn",
  "google-grant-unusable",
]);

/**
 * Redeems the code that the redirect brought. A refusal of the grant here is a refusal of the code: the person starts
 * again, nothing else is wrong. A grant without a scope that the document requires is refused as well.
 * @see RFC 6749 §4.1.3, §3.3 (reduced scope), RFC 7636 §4.5
 */
export async function requestTokenByCode(
  send: Send,
  request: {
    document: TokenConfigDocument;
    credentials: ClientCredentials;
    code: Secret<string>;
    redirectUri: string;
    codeVerifier: Secret<string> | null;
    /** What the token record holds, by the seed's internal names: a document may send it again. */
    stored?: AutofillValues;
    now: () => number;
  },
): Promise<TokenOutcome> {
  const outcome = await requestToken(send, {
    document: request.document,
    description: request.document.Requests.TokenByAuthorizationCode,
    credentials: request.credentials,
    values: { ...request.stored, AuthorizationCode: request.code, RedirectURL: request.redirectUri },
    extra: request.codeVerifier ? { code_verifier: request.codeVerifier } : {},
    now: request.now,
  });
  if (!outcome.ok) return { ok: false, failure: toldOfCode(outcome.failure) };
  const refused = requiredScopeMissing(request.document, outcome.token.scope);
  if (refused === undefined) return outcome;
  return { ok: false, failure: { class: "user", explanation: "scope-not-granted", parameters: { scope: refused } } };
}

function toldOfCode(failure: ProviderFailure): ProviderFailure {
  if (failure.class !== "reauth") return failure;
  const explanation = saidOfGrants.has(failure.explanation) ? "code-refused" : failure.explanation;
  return { ...failure, class: "user", explanation };
}

/** A scope that was asked for and is required, but was not granted. No `scope` in the answer: all were (RFC 6749 §5.1). */
function requiredScopeMissing(document: TokenConfigDocument, granted: string | undefined): string | undefined {
  if (granted === undefined) return undefined;
  return requiredScopes(document).find((scope) => !granted.split(" ").includes(scope));
}
