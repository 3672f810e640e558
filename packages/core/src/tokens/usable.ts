import type { TokenRow } from "@grantry/db";
import type { Secret } from "@grantry/schema";

/** A token's facts, and the access token itself. */
export interface HeldToken {
  readonly token: TokenRow;
  readonly accessToken: Secret<string> | null;
}

/** Whether an access token lives long enough to be given to someone; never more than half its lifetime is demanded. */
export function isUsable({ token, accessToken }: HeldToken, minTtlSeconds: number, now: number): boolean {
  if (accessToken === null) return false;
  if (token.accessExpiresAt === null || token.accessObtainedAt === null) return true;
  const halfOfLifetime = (token.accessExpiresAt - token.accessObtainedAt) / 2;
  return token.accessExpiresAt - now >= Math.min(minTtlSeconds * 1000, halfOfLifetime);
}
