import { type NewToken, saveToken } from "@grantry/db";
import type { TokenResponse } from "@grantry/oauth";
import type { Secret } from "@grantry/schema";
import { auditLine } from "../audit.ts";
import type { Context } from "../context.ts";
import { newId } from "../ids.ts";
import { refreshMarginSeconds } from "../settings.ts";

/** Tries to save an answer that the database does not take. */
const SAVE_TRIES = 8;

/** An answer as it is stored. Lifetimes count from `now`, when it arrived. */
export function newTokenOf(
  got: TokenResponse,
  how: { kind: "granted" | "refreshed"; settingsGeneration: number; replaced: Secret<string> | null; now: number },
): NewToken {
  return {
    accessToken: got.accessToken,
    refreshToken: got.refreshToken,
    replacedRefreshToken: how.replaced,
    tokenType: got.tokenType,
    scope: got.scope,
    account: got.account,
    accessExpiresAt: got.expiresInSeconds === null ? null : how.now + got.expiresInSeconds * 1000,
    accessExpirySource: got.expirySource,
    refreshExpiresAt:
      got.refreshTokenExpiresInSeconds === undefined ? undefined : how.now + got.refreshTokenExpiresInSeconds * 1000,
    kind: how.kind,
    obtainedAt: how.now,
    settingsGeneration: how.settingsGeneration,
  };
}

/**
 * Saves a token, again and again while the database does not take it: losing a rotated refresh token is the one fault
 * that costs a person a new consent.
 * @param save.startedAt when it began that led to the answer: for the history
 * @returns `false` when a newer token is there already
 */
export async function saveWithRetries(
  ctx: Context,
  save: { configId: string; configName: string; generation: number; token: NewToken; startedAt: number },
): Promise<boolean> {
  const { db, platform } = ctx;
  const action = save.token.kind === "granted" ? "token.granted" : "token.refreshed";
  const { obtainedAt } = save.token;
  for (let tries = 1; ; tries += 1) {
    try {
      return await saveToken(db, platform.keys, {
        ...save,
        now: platform.now(),
        marginSeconds: await refreshMarginSeconds(ctx),
        audit: auditLine(ctx, action, { id: save.configId, label: save.configName }),
        history: { id: newId(platform), at: obtainedAt, durationMs: obtainedAt - save.startedAt },
      });
    } catch (error) {
      if (tries === SAVE_TRIES) throw error;
      platform.log("warn", "token.save-failed", { tokenConfig: save.configName, tries, error: String(error) });
      await platform.wait(100 * 2 ** tries);
    }
  }
}
