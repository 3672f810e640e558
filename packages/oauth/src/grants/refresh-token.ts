import { type ClientCredentials, type Secret, secret, type TokenConfigDocument } from "@grantry/schema";
import { type AutofillValues, requestParameters } from "../request-parameters.ts";
import type { Send } from "../send.ts";
import { requestToken } from "../token-request.ts";
import type { TokenOutcome } from "../token-response.ts";

interface RefreshRequest {
  readonly document: TokenConfigDocument;
  readonly credentials: ClientCredentials;
  readonly refreshToken: Secret<string>;
  /** Some providers want it again. */
  readonly redirectUri: string;
  readonly stored?: AutofillValues;
  readonly now: () => number;
}

/**
 * Renews an access token. What the answer does not mention stays as it is. A token for another resource than was
 * asked for is of no use: Microsoft gives one where a request names no scope, so the scope is then sent as well.
 * @see RFC 6749 §6
 */
export async function requestTokenByRefreshToken(send: Send, request: RefreshRequest): Promise<TokenOutcome> {
  const outcome = await ask(send, request, {});
  if (!outcome.ok || namesScope(request.document) || !isForAnotherResource(request.document, outcome.token.scope))
    return outcome;
  const { refreshToken = request.refreshToken } = outcome.token;
  const scope = secret(request.document.Scope ?? "");
  const again = await ask(send, { ...request, refreshToken }, { scope });
  if (!again.ok) return outcome; // its refresh token is the one in force now
  return { ok: true, token: { ...again.token, refreshToken: again.token.refreshToken ?? outcome.token.refreshToken } };
}

function ask(send: Send, request: RefreshRequest, extra: Readonly<Record<string, Secret<string>>>) {
  return requestToken(send, {
    document: request.document,
    description: request.document.Requests.TokenByRefreshToken,
    credentials: request.credentials,
    values: { ...request.stored, RefreshToken: request.refreshToken, RedirectURL: request.redirectUri },
    extra,
    now: request.now,
  });
}

function namesScope(document: TokenConfigDocument): boolean {
  const description = document.Requests.TokenByRefreshToken;
  return description !== undefined && requestParameters(document, description, {}).some(([name]) => name === "scope");
}

/** They say who signs in and for how long, not at which resource (OpenID Connect Core §5.4, §11). */
const withoutResource = new Set(["openid", "profile", "email", "offline_access"]);

function isForAnotherResource(document: TokenConfigDocument, granted: string | undefined): boolean {
  if (granted === undefined) return false;
  const asked = (document.Scope ?? "").split(" ").filter((scope) => scope !== "" && !withoutResource.has(scope));
  const given = new Set(granted.split(" "));
  return asked.length > 0 && !asked.some((scope) => given.has(scope));
}
