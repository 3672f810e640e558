import { findHeldToken, type HeldToken } from "@grantry/db";
import type { Context } from "../context.ts";
import type { Platform } from "../platform.ts";
import { memory } from "../remembered.ts";
import { notFound } from "../token-configs/existing.ts";

/** By the name or id that was asked for. */
export const rememberedTokens = memory<HeldToken>(["token_configs", "tokens", "token_secrets"]);

/**
 * The token that is held under a name or id.
 * @param look `renew` for who waits for a new token: the remembered one is no news
 * @throws ProblemError token-config-not-found
 */
export async function hold(ctx: Context, nameOrId: string, look: "recall" | "renew"): Promise<HeldToken> {
  const { db, platform } = ctx;
  const held = await rememberedTokens[look](db, nameOrId, () => findHeldToken(db, platform.keys, nameOrId));
  if (!held) throw notFound(nameOrId);
  return held;
}

const looks = new WeakMap<Platform, Map<string, Promise<HeldToken>>>();

/** Those who wait on one platform for the same token look together: a look that has not begun serves them all. */
export function lookTogether(
  ctx: Context,
  nameOrId: string,
  pause: (() => Promise<unknown>) | null,
): Promise<HeldToken> {
  const planned = looks.get(ctx.platform) ?? new Map<string, Promise<HeldToken>>();
  looks.set(ctx.platform, planned);
  const key = `${pause ? "later" : "now"} ${nameOrId}`;
  const known = planned.get(key);
  if (known) return known;
  const look = (pause ? pause() : Promise.resolve()).then(() => {
    planned.delete(key);
    return hold(ctx, nameOrId, "renew");
  });
  planned.set(key, look);
  return look;
}
