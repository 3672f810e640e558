import type { Secret, TokenConfigDocument } from "@grantry/schema";
import type { Send } from "../send.ts";
import { requestToken } from "../token-request.ts";
import type { TokenOutcome } from "../token-response.ts";

/**
 * Redeems the code that the redirect brought. A refusal of the grant here is a refusal of the code: the person starts
 * again, nothing else is wrong.
 * @see RFC 6749 §4.1.3, RFC 7636 §4.5
 */
export async function requestTokenByCode(
  send: Send,
  request: {
    document: TokenConfigDocument;
    clientSecrets: readonly Secret<string>[];
    code: Secret<string>;
    redirectUri: string;
    codeVerifier: Secret<string> | null;
    now: () => number;
  },
): Promise<TokenOutcome> {
  const description = request.document.Requests.TokenByAuthorizationCode;
  if (!description) throw new Error("the document describes no request by authorization code");
  const outcome = await requestToken(send, {
    document: request.document,
    description,
    clientSecrets: request.clientSecrets,
    values: { AuthorizationCode: request.code, RedirectURL: request.redirectUri },
    extra: request.codeVerifier ? { code_verifier: request.codeVerifier } : {},
    now: request.now,
  });
  if (outcome.ok || outcome.failure.error !== "invalid_grant" || outcome.failure.explanation !== "grant-withdrawn")
    return outcome;
  return { ok: false, failure: { ...outcome.failure, class: "user", explanation: "code-refused" } };
}
