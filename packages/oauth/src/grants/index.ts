import type { Grant, RequestDescription, TokenConfigDocument } from "@grantry/schema";

/** How a grant runs: whether someone signs in at a browser, and which of the document's requests it makes. */
interface GrantType {
  /** The seed's name of it. */
  readonly authFlow: "AuthorizationCode" | "ClientCredentials";
  readonly needsBrowser: boolean;
  readonly tokenRequest: "TokenByAuthorizationCode" | "TokenByClientCredentials";
}

/** Every grant; a name without its entry does not compile. */
export const grantTypes: Readonly<Record<Grant, GrantType>> = {
  authorization_code: { authFlow: "AuthorizationCode", needsBrowser: true, tokenRequest: "TokenByAuthorizationCode" },
  client_credentials: { authFlow: "ClientCredentials", needsBrowser: false, tokenRequest: "TokenByClientCredentials" },
};

/** The grant that a document describes; without `AuthFlow` it is the authorization code (parity 4). */
export function grantOf(document: TokenConfigDocument): Grant {
  return document.AuthFlow === "ClientCredentials" ? "client_credentials" : "authorization_code";
}

/** The request that gets the first token. */
export function tokenRequestOf(document: TokenConfigDocument): RequestDescription | undefined {
  return document.Requests[grantTypes[grantOf(document)].tokenRequest];
}

/** Whether the document says how to renew by refresh token. */
export function refreshIsConfigured(document: TokenConfigDocument): boolean {
  return (
    grantTypes[grantOf(document)].needsBrowser && (document.Requests.TokenByRefreshToken?.Request.URL ?? "") !== ""
  );
}
