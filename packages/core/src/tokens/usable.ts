import type { HeldToken } from "@grantry/db";

/** Whether an access token lives long enough to be given to someone; never more than half its lifetime is demanded. */
export function isUsable({ token, accessToken }: HeldToken, minTtlSeconds: number, now: number): boolean {
  if (accessToken === null) return false;
  if (token.accessExpiresAt === null || token.accessObtainedAt === null) return true;
  const halfOfLifetime = (token.accessExpiresAt - token.accessObtainedAt) / 2;
  return token.accessExpiresAt - now >= Math.min(minTtlSeconds * 1000, halfOfLifetime);
}
