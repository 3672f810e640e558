import type { Grant, TokenRequestGrant } from "@grantry/schema";

/** Whether a person consents at the provider, here or on another device; else the app asks for itself. */
export function isConsented(grant: Grant): boolean {
  return grant === "authorization_code" || grant === "device_code";
}

/** What a new token is requested by: a consent is renewed, every other grant is asked for again. */
export function requestedBy(grant: Grant): TokenRequestGrant {
  return grant === "authorization_code" || grant === "device_code" ? "refresh_token" : grant;
}
