import { type Grant, grants, type RequestDescription, type TokenConfigDocument } from "@grantry/schema";

/** How a grant runs: who signs in, and which of the document's requests it makes. */
interface GrantType {
  /** Its name in documents; the first two are the seed's. */
  readonly authFlow: "AuthorizationCode" | "ClientCredentials" | "DeviceCode" | "JwtBearer" | "TokenExchange";
  readonly needsBrowser: boolean;
  /** The request that gets the first token. */
  readonly tokenRequest:
    | "TokenByAuthorizationCode"
    | "TokenByClientCredentials"
    | "TokenByDeviceCode"
    | "TokenByJwtBearer"
    | "TokenByTokenExchange";
  /** The request that renews it. */
  readonly renewalRequest:
    | "TokenByRefreshToken"
    | "TokenByClientCredentials"
    | "TokenByJwtBearer"
    | "TokenByTokenExchange";
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
  device_code: {
    authFlow: "DeviceCode",
    needsBrowser: false,
    tokenRequest: "TokenByDeviceCode",
    renewalRequest: "TokenByRefreshToken",
  },
  jwt_bearer: {
    authFlow: "JwtBearer",
    needsBrowser: false,
    tokenRequest: "TokenByJwtBearer",
    renewalRequest: "TokenByJwtBearer",
  },
  token_exchange: {
    authFlow: "TokenExchange",
    needsBrowser: false,
    tokenRequest: "TokenByTokenExchange",
    renewalRequest: "TokenByTokenExchange",
  },
} as const satisfies Record<Grant, GrantType>;

/** The grant that a document describes; without `AuthFlow` it is the authorization code (parity 4). */
export function grantOf(document: TokenConfigDocument): Grant {
  return grants.find((name) => grantTypes[name].authFlow === document.AuthFlow) ?? "authorization_code";
}

/** The request that gets the first token. */
export function tokenRequestOf(document: TokenConfigDocument): RequestDescription | undefined {
  return document.Requests[grantTypes[grantOf(document)].tokenRequest];
}

/** Where the first token is asked for by this grant; empty where the document does not say. */
export function tokenUrlOf(document: TokenConfigDocument, grant: Grant): string {
  return document.Requests[grantTypes[grant].tokenRequest]?.Request.URL ?? "";
}

/** Whether renewal is just another request of the same kind, with nobody signing in and no refresh token. */
export function renewsByItself(grant: Grant): boolean {
  return grantTypes[grant].renewalRequest !== "TokenByRefreshToken";
}

/** Whether the document says how to renew by refresh token. */
export function refreshIsConfigured(document: TokenConfigDocument): boolean {
  return !renewsByItself(grantOf(document)) && (document.Requests.TokenByRefreshToken?.Request.URL ?? "") !== "";
}
