import { findTemplate, outcomeIsUnknown } from "@grantry/oauth";
import type { ProviderFailure, TokenConfigDocument } from "@grantry/schema";
import type { Context } from "../context.ts";
import { requestTimeoutSeconds } from "../settings.ts";
import { templateOfDocument } from "../token-configs/template-of-document.ts";
import { endsForAnyClockAt } from "./lease.ts";
import type { Leased } from "./renewable.ts";

/**
 * Whether a refresh whose answer was lost is sent again at once, with the same refresh token: its provider takes a used
 * one for a while, and the lease lasts for another request. Without such a time the next owner of the lease asks once.
 * @param sentAt when it was sent, ms
 */
export async function mayAskAgainAtOnce(
  ctx: Context,
  leased: Leased,
  lost: { document: TokenConfigDocument; failure: ProviderFailure; sentAt: number },
): Promise<boolean> {
  if (!outcomeIsUnknown(lost.failure)) return false;
  const now = ctx.platform.now();
  if (now - lost.sentAt >= graceSecondsOf(lost.document) * 1000) return false;
  return now + (await requestTimeoutSeconds(ctx)) * 1000 <= endsForAnyClockAt(leased);
}

function graceSecondsOf(document: TokenConfigDocument): number {
  const own = document.Grantry?.RefreshTokenGraceSeconds;
  return own ?? findTemplate(templateOfDocument(document))?.refreshTokenGraceSeconds ?? 0;
}
