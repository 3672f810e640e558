import {
  endAuthorization,
  findTokenConfig,
  keepSpareRefreshToken,
  type NewToken,
  readTokenSecrets,
  saveRotation,
  saveToken,
  writeBatch,
} from "@grantry/db";
import { auditLine } from "../audit.ts";
import type { Context } from "../context.ts";
import { newId } from "../ids.ts";
import { refreshMarginSeconds } from "../settings.ts";
import type { Answer } from "./answer.ts";
import { spoolAnswer } from "./spool-answer.ts";

const LONGEST_PAUSE_MS = 2_000;

/** The database has not taken an answer for so long. On a host with a disk it waits there. */
export class AnswerNotSavedError extends Error {
  override readonly name = "AnswerNotSavedError";
}

/**
 * Saves an answer, again and again while the database does not take it: losing a rotated refresh token is the one fault
 * that costs a person a new consent. First it is put on disk, where the host has one, and stays there until it is saved.
 * @param giveUpAt ms; what is on disk is tried again later
 * @returns whether it, or for a grant a later one, is in force; `false`: overtaken, or what it belongs to is gone
 * @throws AnswerNotSavedError
 */
export async function saveAnswer(ctx: Context, answer: Answer, giveUpAt: number): Promise<boolean> {
  const { platform } = ctx;
  const spooled = await spoolAnswer(ctx, answer);
  for (let tries = 1; ; tries += 1) {
    try {
      const saved = await saveOnce(ctx, answer, tries > 1);
      await spooled.forget();
      return saved;
    } catch (cause) {
      const { configName: tokenConfig } = answer;
      platform.log("error", "token.save-failed", { tokenConfig, tries, error: String(cause) });
      if (platform.now() >= giveUpAt) {
        spooled.leave();
        throw new AnswerNotSavedError(`the token of ${tokenConfig} could not be saved`, { cause });
      }
      await platform.wait(Math.min(100 * 2 ** tries, LONGEST_PAUSE_MS));
    }
  }
}

/**
 * One try.
 * @param again it may be saved already: the database took it and failed to say so, or another process was first
 * @returns as {@link saveAnswer}
 */
export async function saveOnce(ctx: Context, answer: Answer, again: boolean): Promise<boolean> {
  if (again && (await isInForce(ctx, answer))) return true;
  const { token } = answer;
  if (token.kind === "granted") return saveGrant(ctx, { ...answer, token });
  return saveRenewed(ctx, answer);
}

/** What is overtaken keeps its refresh token aside. */
async function saveRenewed(ctx: Context, answer: Answer): Promise<boolean> {
  const { db, platform } = ctx;
  const { configId, generation, token } = answer;
  const saved =
    token.kind === "rotated"
      ? await saveRotation(db, platform.keys, { configId, generation, token, now: platform.now() })
      : await save(ctx, { ...answer, token }, generation);
  if (saved || (await isInForce(ctx, answer))) return true;
  const { refreshToken, settingsGeneration } = token;
  if (refreshToken) await keepSpareRefreshToken(db, platform.keys, { configId, settingsGeneration, refreshToken });
  return false;
}

/** A person has consented: what they gave replaces whatever a refresh saved meanwhile, but no later consent. */
async function saveGrant(ctx: Context, answer: Answer<NewToken>): Promise<boolean> {
  if (await save(ctx, answer, null)) return true;
  const present = await findTokenConfig(ctx.db, answer.configId);
  if (present?.config.settingsGeneration !== answer.token.settingsGeneration) return false;
  if (answer.ends) await writeBatch(ctx.db, [endAuthorization(ctx.db, { ...answer.ends, now: ctx.platform.now() })]);
  return true;
}

async function save(ctx: Context, answer: Answer<NewToken>, generation: number | null): Promise<boolean> {
  const { db, platform } = ctx;
  const { configId, configName, ends, token } = answer;
  return saveToken(db, platform.keys, {
    configId,
    generation,
    token,
    ends,
    now: platform.now(),
    marginSeconds: await refreshMarginSeconds(ctx),
    history: { id: newId(platform), at: token.obtainedAt, durationMs: token.obtainedAt - answer.startedAt },
    audit: auditLine(ctx, token.kind === "granted" ? "token.granted" : "token.refreshed", {
      id: configId,
      label: configName,
    }),
  });
}

/** The database may have taken an answer and failed to say so. */
async function isInForce(ctx: Context, { configId, token }: Answer): Promise<boolean> {
  const stored = await readTokenSecrets(ctx.db, ctx.platform.keys, configId, ctx.platform.now());
  if (token.kind === "rotated") return stored.refreshToken?.reveal() === token.refreshToken.reveal();
  return stored.accessToken?.reveal() === token.accessToken.reveal();
}
