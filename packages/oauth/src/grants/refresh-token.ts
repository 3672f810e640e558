import type { Secret, TokenConfigDocument } from "@grantry/schema";
import type { Send } from "../send.ts";
import { requestToken } from "../token-request.ts";
import type { TokenOutcome } from "../token-response.ts";

/** Renews an access token. @see RFC 6749 §6 */
export async function requestTokenByRefreshToken(
  send: Send,
  request: {
    document: TokenConfigDocument;
    clientSecrets: readonly Secret<string>[];
    refreshToken: Secret<string>;
    redirectUri: string;
    now: () => number;
  },
): Promise<TokenOutcome> {
  const description = request.document.Requests.TokenByRefreshToken;
  if (!description) throw new Error("the document describes no request by refresh token");
  return requestToken(send, {
    document: request.document,
    description,
    clientSecrets: request.clientSecrets,
    values: { RefreshToken: request.refreshToken, RedirectURL: request.redirectUri },
    extra: {},
    now: request.now,
  });
}
