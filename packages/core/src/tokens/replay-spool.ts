import { type NewToken, open } from "@grantry/db";
import { type Secret, secret } from "@grantry/schema";
import * as z from "zod";
import type { Context } from "../context.ts";
import type { SpoolEntry } from "../platform.ts";
import type { Answer } from "./answer.ts";
import { saveOnceMore } from "./save-answer.ts";
import { saveGranted } from "./save-granted.ts";
import { saveRenewed } from "./save-renewed.ts";
import { entriesBeingSaved, spoolCell } from "./spool-answer.ts";

const sealedText = z.string().transform(secret);

const tokenOnDisk = z
  .object({
    accessToken: sealedText,
    refreshToken: sealedText,
    replacedRefreshToken: sealedText.nullable(),
    tokenType: z.string(),
    scope: z.string().optional(),
    account: z.string().optional(),
    accessExpiresAt: z.number().nullable(),
    accessExpirySource: z.enum(["provider", "template", "assumed"]),
    refreshExpiresAt: z.number().optional(),
    refreshExpirySource: z.enum(["provider", "rule"]).default("provider"),
    kind: z.enum(["granted", "refreshed"]),
    obtainedAt: z.number(),
    settingsGeneration: z.number(),
  })
  .transform(
    ({ scope, account, refreshExpiresAt, ...token }): NewToken => ({ ...token, scope, account, refreshExpiresAt }),
  );

const rotationOnDisk = z.object({
  kind: z.literal("rotated"),
  refreshToken: sealedText,
  replacedRefreshToken: sealedText,
  settingsGeneration: z.number(),
});

/** What {@link import("./spool-answer.ts").spoolAnswer} wrote. */
const answerOnDisk = z.object({
  configId: z.string(),
  configName: z.string(),
  generation: z.number(),
  startedAt: z.number(),
  ends: z.object({ id: z.string(), outcome: z.string() }).optional(),
  token: z.union([rotationOnDisk, tokenOnDisk]),
});

/**
 * Saves the answers that a host received and could not save, or did not live to save; of one configuration or of all.
 * @returns how many are in force now
 * @throws when the database does not take one; it stays on disk
 */
export async function replaySpool(ctx: Context, configId?: string): Promise<number> {
  const { spool, log } = ctx.platform;
  if (!spool) return 0;
  let inForce = 0;
  for (const entry of await spool.entries(configId)) {
    if (entriesBeingSaved(ctx.platform).has(entry.id)) continue;
    const answer = await answerIn(ctx, entry);
    if (!answer) continue;
    const saved = await saveOnceMore(ctx, answer, saveAsItIs);
    await spool.forget(entry.id);
    log("warn", "spool.replayed", { tokenConfig: answer.configName, outcome: saved ? "saved" : "overtaken" });
    if (saved) inForce += 1;
  }
  return inForce;
}

function saveAsItIs(ctx: Context, { token, ...answer }: Answer): Promise<boolean> {
  return token.kind === "granted" ? saveGranted(ctx, { ...answer, token }) : saveRenewed(ctx, { ...answer, token });
}

/** An entry that does not open is not thrown away: the key that opens it may come back. */
async function answerIn({ platform }: Context, { id, sealed }: SpoolEntry): Promise<Answer | undefined> {
  try {
    const text: Secret<string> = await open(platform.keys, spoolCell(id), sealed);
    return answerOnDisk.parse(JSON.parse(text.reveal()));
  } catch (error) {
    platform.log("error", "spool.unreadable", { entry: id, error: error instanceof Error ? error.name : "error" });
    return undefined;
  }
}
