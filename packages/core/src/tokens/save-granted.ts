import { endAuthorization, findTokenConfig, type NewToken, saveGrantedToken, writeBatch } from "@grantry/db";
import type { Context } from "../context.ts";
import type { Answer } from "./answer.ts";
import { tokenSaveOf } from "./save-answer.ts";

/** A person has consented: what they gave replaces whatever a refresh saved meanwhile, but no later consent. */
export async function saveGranted(ctx: Context, answer: Answer<NewToken>): Promise<boolean> {
  if (await saveGrantedToken(ctx.db, ctx.platform.keys, await tokenSaveOf(ctx, answer))) return true;
  const present = await findTokenConfig(ctx.db, answer.configId);
  if (present?.config.settingsGeneration !== answer.token.settingsGeneration) return false;
  if (answer.ends) await writeBatch(ctx.db, [endAuthorization(ctx.db, { ...answer.ends, now: ctx.platform.now() })]);
  return true;
}
