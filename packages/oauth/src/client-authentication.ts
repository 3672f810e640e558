import type { Secret, TokenConfigDocument } from "@grantry/schema";

/**
 * `Authorization: Basic` of a client (RFC 6749 §2.3.1): both parts form-encoded first, then joined and encoded.
 */
function basicCredentials(clientId: string, clientSecret: string): string {
  const encode = (text: string) => new URLSearchParams({ v: text }).toString().slice(2);
  return `Basic ${btoa(`${encode(clientId)}:${encode(clientSecret)}`)}`;
}

/** How the client proves itself with this secret: what goes into the headers, and what must leave the body. */
export function authenticateClient(
  document: TokenConfigDocument,
  clientSecret: Secret<string> | null,
): { headers: Record<string, string>; withheld: readonly string[] } {
  const method = document.Grantry?.ClientAuthentication ?? "client_secret_post";
  if (clientSecret === null || method === "none") return { headers: {}, withheld: ["ClientSecret"] };
  if (method === "client_secret_post") return { headers: {}, withheld: [] };
  return {
    headers: { authorization: basicCredentials(document.ClientID ?? "", clientSecret.reveal()) },
    withheld: ["ClientID", "ClientSecret"],
  };
}
