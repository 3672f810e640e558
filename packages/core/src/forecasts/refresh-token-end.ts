import type { EndingToken } from "@grantry/db";
import { findTemplate } from "@grantry/oauth";

const DAY_MS = 86_400_000;

/**
 * When a refresh token that nothing renews ends, ms: at its date, else by its template's idle rule.
 * @returns `undefined`: no rule is known
 */
export function refreshTokenEnd({
  obtainedAt,
  refreshedAt,
  refreshExpiresAt,
  template,
}: EndingToken): { readonly kind: "refresh-token-ends" | "refresh-token-unused"; readonly at: number } | undefined {
  if (refreshExpiresAt !== null) return { kind: "refresh-token-ends", at: refreshExpiresAt };
  const idleDays = findTemplate(template)?.refreshTokenIdleDays;
  const usedAt = refreshedAt ?? obtainedAt;
  if (idleDays === undefined || usedAt === null) return undefined;
  return { kind: "refresh-token-unused", at: usedAt + idleDays * DAY_MS };
}
