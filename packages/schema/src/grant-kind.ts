// Without zod: the first screens decide by it which action a token needs.
import type { Grant } from "./grants.ts";
import type { TokenRequestGrant } from "./token-requests.ts";

/** Whether a person consents at the provider, here or on another device; else the app asks for itself. */
export function isConsented(grant: Grant): grant is "authorization_code" | "device_code" {
  return grant === "authorization_code" || grant === "device_code";
}

/** What a new token is requested by, with nobody at a browser: a consent is renewed, every other grant is asked for again. */
export function requestedBy(grant: Grant): TokenRequestGrant {
  return isConsented(grant) ? "refresh_token" : grant;
}
