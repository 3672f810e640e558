import { type NewToken, readTokenSecrets, type TokenSave } from "@grantry/db";
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

/** One try to save an answer. @returns as {@link saveAnswer} */
export type Save<Some extends Answer> = (ctx: Context, answer: Some) => Promise<boolean>;

/**
 * Saves an answer, again and again while the database does not take it: losing a rotated refresh token is the one fault
 * that costs a person a new consent. First it is put on disk, where the host has one, and stays there until it is saved.
 * @param giveUpAt ms; what is on disk is tried again later
 * @returns whether it, or for a grant a later one, is in force; `false`: overtaken, or what it belongs to is gone
 * @throws AnswerNotSavedError
 */
export async function saveAnswer<Some extends Answer>(
  ctx: Context,
  answer: Some,
  save: Save<Some>,
  giveUpAt: number,
): Promise<boolean> {
  const { platform } = ctx;
  const spooled = await spoolAnswer(ctx, answer);
  for (let tries = 1; ; tries += 1) {
    try {
      const saved = tries > 1 ? await saveOnceMore(ctx, answer, save) : await save(ctx, answer);
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
 * A try of what may be saved already: the database took it and failed to say so, or another process was first.
 * @returns as {@link saveAnswer}
 */
export async function saveOnceMore<Some extends Answer>(
  ctx: Context,
  answer: Some,
  save: Save<Some>,
): Promise<boolean> {
  return (await isInForce(ctx, answer)) || (await save(ctx, answer));
}

/** What is saved of an answer, with what is noted of it. */
export async function tokenSaveOf(ctx: Context, answer: Answer<NewToken>): Promise<TokenSave> {
  const { configId, configName, ends, startedAt, token } = answer;
  const action = token.kind === "granted" ? "token.granted" : "token.refreshed";
  return {
    configId,
    token,
    ends,
    now: ctx.platform.now(),
    marginSeconds: await refreshMarginSeconds(ctx),
    history: { id: newId(ctx.platform), at: token.obtainedAt, durationMs: token.obtainedAt - startedAt },
    audit: auditLine(ctx, action, { id: configId, label: configName }),
  };
}

/** The database may have taken an answer and failed to say so. */
export async function isInForce(ctx: Context, { configId, token }: Answer): Promise<boolean> {
  const stored = await readTokenSecrets(ctx.db, ctx.platform.keys, configId, ctx.platform.now());
  if (token.kind === "rotated") return stored.refreshToken?.reveal() === token.refreshToken.reveal();
  return stored.accessToken?.reveal() === token.accessToken.reveal();
}
