import * as z from "zod";

/** Status of an access token, derived from stored facts and the clock. */
export const tokenStatuses = [
  "never-requested",
  "valid",
  "due",
  "refreshing",
  "expired",
  "failing",
  "needs-authorization",
  "needs-settings",
  "needs-provider-admin",
  "not-in-use",
] as const;
export const tokenStatus = z.enum(tokenStatuses).meta({ id: "TokenStatus" });
export type TokenStatus = z.infer<typeof tokenStatus>;

export const refreshTokenStatuses = [
  "none",
  "valid",
  "valid-without-date",
  "expired",
  "revoked",
  "not-configured",
  "not-applicable",
] as const;
export const refreshTokenStatus = z.enum(refreshTokenStatuses).meta({ id: "RefreshTokenStatus" });
export type RefreshTokenStatus = z.infer<typeof refreshTokenStatus>;

/** The overview's filters: each a set of statuses. While it is refreshed, a token stays where it was before. */
export const statusGroups = {
  "needs-you": ["needs-authorization", "needs-settings", "needs-provider-admin", "never-requested", "expired"],
  failing: ["failing"],
  healthy: ["valid", "due", "refreshing"],
  "in-use": tokenStatuses.filter((status) => status !== "not-in-use"),
  "not-in-use": ["not-in-use"],
} as const satisfies Record<string, readonly TokenStatus[]>;
export type StatusGroup = keyof typeof statusGroups;
export const statusGroup = z
  .enum(["needs-you", "failing", "healthy", "in-use", "not-in-use"])
  .meta({ id: "StatusGroup" });
