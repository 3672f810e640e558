import type { Secret, TokenConfigDocument } from "@grantry/schema";
import type { Send } from "../send.ts";
import { requestToken } from "../token-request.ts";
import type { TokenOutcome } from "../token-response.ts";

/** Requests a token for the client itself. @see RFC 6749 §4.4 */
export async function requestTokenByClientCredentials(
  send: Send,
  request: { document: TokenConfigDocument; clientSecrets: readonly Secret<string>[]; now: () => number },
): Promise<TokenOutcome> {
  const description = request.document.Requests.TokenByClientCredentials;
  if (!description) throw new Error("the document describes no request by client credentials");
  return requestToken(send, {
    document: request.document,
    description,
    clientSecrets: request.clientSecrets,
    values: {},
    extra: {},
    now: request.now,
  });
}
