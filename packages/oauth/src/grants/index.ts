import type { Grant, RequestDescription, TokenConfigDocument } from "@grantry/schema";

/** How a grant runs: whether someone signs in at a browser, and which of the document's requests it makes. */
interface GrantType {
  /** The seed's name of it. */
  readonly authFlow: "AuthorizationCode" | "ClientCredentials";
  readonly needsBrowser: boolean;
  /** The request that gets the first token. */
  readonly tokenRequest: "TokenByAuthorizationCode" | "TokenByClientCredentials";
  /** The request that renews it. */
  readonly renewalRequest: "TokenByRefreshToken" | "TokenByClientCredentials";
}

/** Every grant; a name without its entry does not compile. */
export const grantTypes = {
  authorization_code: {
    authFlow: "AuthorizationCode",
    needsBrowser: true,
    tokenRequest: "TokenByAuthorizationCode",
    renewalRequest: "TokenByRefreshToken",
  },
  client_credentials: {
    authFlow: "ClientCredentials",
    needsBrowser: false,
    tokenRequest: "TokenByClientCredentials",
    renewalRequest: "TokenByClientCredentials",
  },
} as const satisfies Record<Grant, GrantType>;

/** The grant that a document describes; without `AuthFlow` it is the authorization code (parity 4). */
export function grantOf(document: TokenConfigDocument): Grant {
  return document.AuthFlow === grantTypes.client_credentials.authFlow ? "client_credentials" : "authorization_code";
}

/** The request that gets the first token. */
export function tokenRequestOf(document: TokenConfigDocument): RequestDescription | undefined {
  return document.Requests[grantTypes[grantOf(document)].tokenRequest];
}

/** Where the first token is asked for by this grant; empty where the document does not say. */
export function tokenUrlOf(document: TokenConfigDocument, grant: Grant): string {
  return document.Requests[grantTypes[grant].tokenRequest]?.Request.URL ?? "";
}

/** Whether renewal takes a refresh token, or just another request of the same kind. */
export function usesRefreshToken(document: TokenConfigDocument): boolean {
  return grantTypes[grantOf(document)].renewalRequest === "TokenByRefreshToken";
}

/** Whether the document says how to renew by refresh token. */
export function refreshIsConfigured(document: TokenConfigDocument): boolean {
  return usesRefreshToken(document) && (document.Requests.TokenByRefreshToken?.Request.URL ?? "") !== "";
}
