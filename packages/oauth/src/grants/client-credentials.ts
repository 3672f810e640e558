import type { ClientCredentials, TokenConfigDocument } from "@grantry/schema";
import type { AutofillValues } from "../request-parameters.ts";
import type { Send } from "../send.ts";
import { requestToken } from "../token-request.ts";
import type { TokenOutcome } from "../token-response.ts";

/** Requests a token for the client itself. @see RFC 6749 §4.4 */
export async function requestTokenByClientCredentials(
  send: Send,
  request: {
    document: TokenConfigDocument;
    credentials: ClientCredentials;
    stored?: AutofillValues;
    now: () => number;
  },
): Promise<TokenOutcome> {
  return requestToken(send, {
    document: request.document,
    description: request.document.Requests.TokenByClientCredentials,
    credentials: request.credentials,
    values: request.stored ?? {},
    extra: {},
    now: request.now,
  });
}
