import type { EndedAuthorization, NewToken, RotatedToken } from "@grantry/db";
import type { TokenResponse } from "@grantry/oauth";
import type { Secret } from "@grantry/schema";

/** A provider's answer on its way into the database. */
export interface Answer<Token extends NewToken | RotatedToken = NewToken | RotatedToken> {
  readonly configId: string;
  readonly configName: string;
  /** Of the token that it replaces. A new grant replaces whatever is there. */
  readonly generation: number;
  /** When it began that led to the answer, ms: for the history. */
  readonly startedAt: number;
  readonly token: Token;
  /** The authorization that ends with it. */
  readonly ends?: EndedAuthorization | undefined;
}

/** An answer as it is stored. Lifetimes count from `now`, when it arrived. */
export function newTokenOf(
  got: TokenResponse,
  how: {
    kind: "granted" | "refreshed";
    settingsGeneration: number;
    replaced: Secret<string> | null;
    refreshExpirySource?: NewToken["refreshExpirySource"];
    now: number;
  },
): NewToken {
  return {
    accessToken: got.accessToken,
    refreshToken: got.refreshToken,
    replacedRefreshToken: how.replaced,
    tokenType: got.tokenType,
    scope: got.scope,
    account: got.accountNames[0],
    accessExpiresAt: got.expiresInSeconds === null ? null : how.now + got.expiresInSeconds * 1000,
    accessExpirySource: got.expirySource,
    refreshExpiresAt:
      got.refreshTokenExpiresInSeconds === undefined ? undefined : how.now + got.refreshTokenExpiresInSeconds * 1000,
    refreshExpirySource: how.refreshExpirySource ?? "provider",
    kind: how.kind,
    obtainedAt: how.now,
    settingsGeneration: how.settingsGeneration,
  };
}
