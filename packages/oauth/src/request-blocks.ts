import type { RequestDescription, TokenConfigDocument } from "@grantry/schema";

// The request blocks that the seed's templates share (znuny.md 4.1), by its letters.

/** RFC 8628 §3.4. */
export const DEVICE_CODE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";
/** RFC 8693 §2.1, §3. */
const TOKEN_EXCHANGE_GRANT = "urn:ietf:params:oauth:grant-type:token-exchange";
const ACCESS_TOKEN_TYPE = "urn:ietf:params:oauth:token-type:access_token";
/** RFC 7523 §2.1. */
const JWT_BEARER_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";

const authorizeMapping = { client_id: "ClientID", redirect_uri: "RedirectURL", scope: "Scope", state: "State" };
const codeMapping = {
  client_id: "ClientID",
  client_secret: "ClientSecret",
  code: "AuthorizationCode",
  redirect_uri: "RedirectURL",
};
const refreshMapping = { client_id: "ClientID", client_secret: "ClientSecret", refresh_token: "RefreshToken" };
const deviceMapping = { client_id: "ClientID", client_secret: "ClientSecret", device_code: "DeviceCode" };
const exchangeMapping = { client_id: "ClientID", client_secret: "ClientSecret", subject_token: "SubjectToken" };
const clientMapping = { client_id: "ClientID", client_secret: "ClientSecret", scope: "Scope" };
const answerMapping = {
  access_token: "Token",
  error: "ErrorMessage",
  error_description: "ErrorDescription",
  expires_in: "TokenExpirationDate",
};

interface CodeFlow {
  readonly authorizationUrl: string;
  readonly tokenUrl: string;
  readonly authorizationParameters: Readonly<Record<string, string>>;
  /** Sent again with code and refresh token, where the provider needs it. */
  readonly scopeOnTokenRequests: boolean;
  /** Members of the answer beyond the usual. */
  readonly answerMembers: Readonly<Record<string, string>>;
}

/** The three requests of an authorization code grant. */
export function codeFlowRequests(flow: CodeFlow): TokenConfigDocument["Requests"] {
  const scope = flow.scopeOnTokenRequests ? { scope: "Scope" } : {};
  const answer = { ...answerMapping, refresh_token: "RefreshToken", ...flow.answerMembers };
  return {
    AuthorizationCode: {
      Request: {
        URL: flow.authorizationUrl,
        Parameters: { response_type: "code", ...flow.authorizationParameters },
        AutofilledParametersMapping: authorizeMapping,
      },
      Response: { ParametersMapping: { code: "AuthorizationCode", state: "State" } },
    },
    TokenByAuthorizationCode: tokenRequest(flow.tokenUrl, "authorization_code", { ...codeMapping, ...scope }, answer),
    TokenByRefreshToken: tokenRequest(flow.tokenUrl, "refresh_token", { ...refreshMapping, ...scope }, answer),
  };
}

/** The one request of a client credentials grant. */
export function clientCredentialsRequests(
  tokenUrl: string,
  answerMembers: Readonly<Record<string, string>>,
): TokenConfigDocument["Requests"] {
  return {
    TokenByClientCredentials: tokenRequest(tokenUrl, "client_credentials", clientMapping, {
      ...answerMapping,
      ...answerMembers,
    }),
  };
}

/** The requests of a device authorization grant: the first token, and its renewal. The device URL is the document's own. */
export function deviceRequests(
  tokenUrl: string,
  answerMembers: Readonly<Record<string, string>>,
): TokenConfigDocument["Requests"] {
  const answer = { ...answerMapping, refresh_token: "RefreshToken", ...answerMembers };
  return {
    TokenByDeviceCode: tokenRequest(tokenUrl, DEVICE_CODE_GRANT, deviceMapping, answer),
    TokenByRefreshToken: tokenRequest(tokenUrl, "refresh_token", refreshMapping, answer),
  };
}

/** The one request of a service account, which signs for itself. */
export function jwtBearerRequests(tokenUrl: string): TokenConfigDocument["Requests"] {
  return { TokenByJwtBearer: tokenRequest(tokenUrl, JWT_BEARER_GRANT, { assertion: "Assertion" }, answerMapping) };
}

/** The one request of a token exchange. Scope, audience and resource are the document's own. */
export function tokenExchangeRequests(tokenUrl: string): TokenConfigDocument["Requests"] {
  const { Request: request, ...rest } = tokenRequest(tokenUrl, TOKEN_EXCHANGE_GRANT, exchangeMapping, answerMapping);
  const Parameters = { ...request.Parameters, subject_token_type: ACCESS_TOKEN_TYPE };
  return { TokenByTokenExchange: { ...rest, Request: { ...request, Parameters } } };
}

function tokenRequest(
  URL: string,
  grantType: string,
  mapping: Readonly<Record<string, string>>,
  answer: Readonly<Record<string, string>>,
): RequestDescription {
  return {
    Request: { URL, Parameters: { grant_type: grantType }, AutofilledParametersMapping: { ...mapping } },
    Response: { ParametersMapping: { ...answer } },
  };
}
