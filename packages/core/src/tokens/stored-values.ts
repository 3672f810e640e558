import type { TokenRow, TokenSecrets } from "@grantry/db";
import type { RequestDescription } from "@grantry/schema";
import { toSeedTime } from "../seed-time.ts";

const names = ["Token", "RefreshToken", "TokenExpirationDate", "RefreshTokenExpirationDate"];

/** What is stored of a token, by the seed's internal names: a document may send it again (znuny.md 1.2). */
export function storedValues(token: TokenRow, secrets: TokenSecrets) {
  const timeOf = (at: number | null) => (at === null ? null : toSeedTime(at));
  return {
    Token: secrets.accessToken,
    RefreshToken: secrets.refreshToken,
    TokenExpirationDate: timeOf(token.accessExpiresAt),
    RefreshTokenExpirationDate: timeOf(token.refreshExpiresAt),
  };
}

/** Whether a request sends any of it: mostly not, and then it need not be opened. */
export function sendsStoredValues(description: RequestDescription | undefined): boolean {
  const keys = Object.values(description?.Request.AutofilledParametersMapping ?? {});
  return keys.some((key) => key !== null && names.includes(key));
}
