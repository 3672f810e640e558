export { authorizationUrl, newPkce, stateParameter, usesPkce } from "./authorization-request.ts";
export { type AuthorizationResponse, readAuthorizationResponse } from "./authorization-response.ts";
export { clientAuthenticationOf } from "./client-authentication.ts";
export { correctionsOf } from "./corrections.ts";
export { type Discovered, type DiscoveryOutcome, discoverProvider } from "./discovery.ts";
export { explain } from "./explanations/index.ts";
export { explainRedirect } from "./explanations/redirect.ts";
export { requestTokenByCode } from "./grants/authorization-code.ts";
export { requestTokenByClientCredentials } from "./grants/client-credentials.ts";
export {
  type DeviceAuthorizationStart,
  type DevicePoll,
  requestTokenByDeviceCode,
  startDeviceAuthorization,
} from "./grants/device-code.ts";
export {
  grantOf,
  grantTypes,
  refreshIsConfigured,
  renewsByItself,
  tokenRequestOf,
  tokenUrlOf,
} from "./grants/index.ts";
export { requestTokenByJwtBearer } from "./grants/jwt-bearer.ts";
export { mayHealWithScope, requestTokenByRefreshToken } from "./grants/refresh-token.ts";
export { requestTokenByTokenExchange } from "./grants/token-exchange.ts";
export { otherIssuerIn } from "./issuer.ts";
export { outcomeIsUnknown } from "./outcome-unknown.ts";
export { fillPlaceholders, fillPlaces, refillPlaceholders } from "./placeholders.ts";
export { settledAfter } from "./provider-error.ts";
export { whyNoRefreshToken } from "./refresh-token-missing.ts";
export { type RevocationOutcome, revokeGrant } from "./revocation.ts";
export type { OutgoingAnswer, OutgoingRequest, Send } from "./send.ts";
export { refusalShown } from "./shown-error.ts";
export { findTemplate, templates } from "./templates/index.ts";
export type { TokenOutcome, TokenResponse } from "./token-response.ts";
export { accountNamesIn, askWhose, requestAccountNames, userinfoUrlsElsewhere } from "./userinfo.ts";
