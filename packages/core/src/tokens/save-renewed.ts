import { keepSpareRefreshToken, saveRenewedToken, saveRotation } from "@grantry/db";
import type { Context } from "../context.ts";
import type { Answer } from "./answer.ts";
import { isInForce, tokenSaveOf } from "./save-answer.ts";

/** Saves what a refresh brought. What is overtaken keeps its refresh token aside. */
export async function saveRenewed(ctx: Context, answer: Answer): Promise<boolean> {
  const { db, platform } = ctx;
  const { configId, generation, token } = answer;
  const saved =
    token.kind === "rotated"
      ? await saveRotation(db, platform.keys, { configId, generation, token, now: platform.now() })
      : await saveRenewedToken(db, platform.keys, { ...(await tokenSaveOf(ctx, { ...answer, token })), generation });
  if (saved || (await isInForce(ctx, answer))) return true;
  const { refreshToken, settingsGeneration } = token;
  if (refreshToken) await keepSpareRefreshToken(db, platform.keys, { configId, settingsGeneration, refreshToken });
  return false;
}
