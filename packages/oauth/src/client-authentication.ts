import { type Secret, secret, type TokenConfigDocument } from "@grantry/schema";

/** How the client proves itself with one secret. */
interface ClientAuthenticationParts {
  /** The `Authorization` header, where the proof goes there. */
  readonly authorization: Secret<string> | undefined;
  /** Internal names that must leave the body. */
  readonly withheld: readonly string[];
}

/** @see RFC 6749 §2.3.1 (in body or header), RFC 7636 (a public client without either) */
export function authenticateClient(
  document: TokenConfigDocument,
  clientSecret: Secret<string> | null,
): ClientAuthenticationParts {
  const method = document.Grantry?.ClientAuthentication ?? "client_secret_post";
  if (clientSecret === null || method === "none") return { authorization: undefined, withheld: ["ClientSecret"] };
  if (method === "client_secret_post") return { authorization: undefined, withheld: [] };
  return {
    authorization: basicCredentials(document.ClientID ?? "", clientSecret),
    withheld: ["ClientID", "ClientSecret"],
  };
}

/**
 * `Basic` credentials: both parts form-encoded, joined, encoded (RFC 6749 §2.3.1). The form's own encoder leaves `-`,
 * `.`, `_` and `*` bare, so that providers who forget to decode still read most client IDs.
 */
function basicCredentials(clientId: string, clientSecret: Secret<string>): Secret<string> {
  const encode = (text: string) => new URLSearchParams([["", text]]).toString().slice(1);
  return secret(`Basic ${btoa(`${encode(clientId)}:${encode(clientSecret.reveal())}`)}`);
}
