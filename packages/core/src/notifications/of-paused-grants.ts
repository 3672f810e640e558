import { pausedGrants } from "@grantry/db";
import { say } from "@grantry/schema";
import type { Context } from "../context.ts";
import { refreshTokenEnd } from "../forecasts/refresh-token-end.ts";
import type { Finding } from "./finding.ts";
import { daysInWords, endingStage, horizons } from "./horizons.ts";
import { actions, words } from "./token-words.ts";

/**
 * Refresh tokens that end while their configuration is out of use for a while. What is set to invalid for good is not
 * told: it is not wanted again. One statement.
 */
export async function findingsOfPausedGrants(ctx: Context, now: number): Promise<Finding[]> {
  return (await pausedGrants(ctx.db)).flatMap((grant): Finding[] => {
    const { at, kind } = refreshTokenEnd(grant) ?? {};
    if (at === undefined || at <= now || at > now + horizons.refreshToken) return [];
    const canBeKept = kind === "refresh-token-unused";
    return [
      {
        kind: "refresh-token-ends",
        severity: canBeKept ? "warning" : "info",
        cause: canBeKept ? "refresh-token-unused" : "paused-refresh-token-ends",
        tokenConfig: { id: grant.id, name: grant.name },
        occurrence: `${at} ${endingStage(at, now)}`,
        since: at - horizons.refreshToken,
        one: canBeKept ? words.refreshUnused : words.refreshEnds,
        many: canBeKept ? words.manyRefreshUnused : words.manyRefreshEnd,
        parameters: { when: daysInWords(at, now, ctx.language) },
        action: say(canBeKept ? actions.useAgain : actions.authorizeBefore, ctx.language),
        hrefForMany: "/?status=not-in-use",
      },
    ];
  });
}
