// What the overview can be asked for. The first screens load this, so it stays without schemas.

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
export type TokenStatus = (typeof tokenStatuses)[number];

/** The overview's filters: each a set of statuses. While it is refreshed, a token stays where it was before. */
export const statusGroups = {
  "needs-you": ["needs-authorization", "needs-settings", "needs-provider-admin", "never-requested", "expired"],
  failing: ["failing"],
  healthy: ["valid", "due", "refreshing"],
  "in-use": tokenStatuses.filter((status) => status !== "not-in-use"),
  "not-in-use": ["not-in-use"],
} as const satisfies Record<string, readonly TokenStatus[]>;
export type StatusGroup = keyof typeof statusGroups;

/** Whether a configuration is in use: its token renewed and given out. */
export const validities = ["valid", "invalid", "invalid-temporarily"] as const;

export const tokenConfigSorts = [
  "name",
  "-name",
  "status",
  "-status",
  "expires",
  "-expires",
  "updated",
  "-updated",
] as const;
export type TokenConfigSort = (typeof tokenConfigSorts)[number];
