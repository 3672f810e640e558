import { seal } from "@grantry/db";
import { secret } from "@grantry/schema";
import type { Context } from "../context.ts";
import { newId } from "../ids.ts";
import type { Platform } from "../platform.ts";
import type { Answer } from "./answer.ts";

/** An answer on disk. */
interface SpooledAnswer {
  /** It is saved. */
  readonly forget: () => Promise<void>;
  /** It is not; whoever replays the spool has it now. */
  readonly leave: () => void;
}

const nowhere: SpooledAnswer = { forget: async () => undefined, leave: () => undefined };
const beingSaved = new WeakMap<Platform, Set<string>>();

/** Where an entry of the spool is sealed for. */
export const spoolCell = (id: string) => ({ table: "spool", column: "answer", row: id });

/** The entries that this host has at hand: they need no replay. */
export function entriesBeingSaved(platform: Platform): Set<string> {
  const known = beingSaved.get(platform) ?? new Set();
  beingSaved.set(platform, known);
  return known;
}

/**
 * Puts an answer on disk, sealed, where the host has one and where losing the answer would cost a grant. A disk that
 * does not take it is logged, and no reason not to save it.
 */
export async function spoolAnswer(ctx: Context, answer: Answer): Promise<SpooledAnswer> {
  const { platform } = ctx;
  const { spool } = platform;
  const { configId, token } = answer;
  if (!spool || !token.refreshToken) return nowhere;
  const id = `${configId}.${newId(platform)}`;
  const atHand = entriesBeingSaved(platform);
  atHand.add(id);
  const leave = () => void atHand.delete(id);
  try {
    await spool.keep(id, await seal(platform.keys, spoolCell(id), secret(JSON.stringify(revealed(answer)))));
  } catch (error) {
    platform.log("error", "spool.failed", { tokenConfig: answer.configName, error: String(error) });
    leave();
    return nowhere;
  }
  return {
    leave,
    async forget() {
      await spool.forget(id);
      leave();
    },
  };
}

function revealed({ token, ...answer }: Answer) {
  return {
    ...answer,
    token: {
      ...token,
      accessToken: token.kind === "rotated" ? undefined : token.accessToken.reveal(),
      refreshToken: token.refreshToken?.reveal(),
      replacedRefreshToken: token.replacedRefreshToken?.reveal() ?? null,
    },
  };
}
