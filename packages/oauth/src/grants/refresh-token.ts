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
  /** What the grant gave before; `null`: unknown. */
  readonly grantedScope: string | null;
  readonly now: () => number;
}

/**
 * Renews an access token. What the answer does not mention stays as it is. A token for another resource than before is
 * of no use: Microsoft gives one where a request names no scope, so the scope is then sent as well. Refused with it,
 * nothing is taken, unless the first answer rotated the refresh token.
 * @see RFC 6749 §6
 */
export async function requestTokenByRefreshToken(send: Send, request: RefreshRequest): Promise<TokenOutcome> {
  const outcome = await ask(send, request, {});
  const asked = request.document.Scope ?? "";
  if (!outcome.ok || asked === "" || namesScope(request.document)) return outcome;
  if (!isForAnotherResource(request.grantedScope, outcome.token.scope)) return outcome;
  const { refreshToken = request.refreshToken } = outcome.token;
  const scope = secret(asked);
  const again = await ask(send, { ...request, refreshToken }, { scope });
  if (!again.ok && outcome.token.refreshToken) return outcome; // the one in force now: lost, it would cost a consent
  if (!again.ok) return again;
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

function isForAnotherResource(before: string | null, now: string | undefined): boolean {
  if (before === null || now === undefined) return false;
  const known = before.split(" ").filter((scope) => !withoutResource.has(scope));
  const given = new Set(now.split(" "));
  return known.length > 0 && !known.some((scope) => given.has(scope));
}
