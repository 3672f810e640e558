import type { ClientCredentials, Secret, TokenConfigDocument } from "@grantry/schema";
import type { AutofillValues } from "../request-parameters.ts";
import type { Send } from "../send.ts";
import { requestToken } from "../token-request.ts";
import type { TokenOutcome } from "../token-response.ts";

/** Renews an access token. What the answer does not mention stays as it is. @see RFC 6749 §6 */
export async function requestTokenByRefreshToken(
  send: Send,
  request: {
    document: TokenConfigDocument;
    credentials: ClientCredentials;
    refreshToken: Secret<string>;
    /** Some providers want it again. */
    redirectUri: string;
    stored?: AutofillValues;
    now: () => number;
  },
): Promise<TokenOutcome> {
  return requestToken(send, {
    document: request.document,
    description: request.document.Requests.TokenByRefreshToken,
    credentials: request.credentials,
    values: { ...request.stored, RefreshToken: request.refreshToken, RedirectURL: request.redirectUri },
    extra: {},
    now: request.now,
  });
}
