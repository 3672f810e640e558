import type { AccessToken } from "@grantry/schema";
import type { Context } from "../context.ts";
import { accessTokenFor } from "./access-token-for.ts";
import { hold } from "./held-token.ts";
import { refreshToken } from "./refresh.ts";

/**
 * Another access token than the one that a server has just refused although it has not expired: the newer one that
 * someone already got, else renewed now, once for all who ask. `null`: there is none to be had.
 * @throws ProblemError what accessTokenFor refuses
 */
export async function accessTokenInsteadOf(
  ctx: Context,
  nameOrId: string,
  refused: string,
): Promise<AccessToken | null> {
  const held = await hold(ctx, nameOrId, "renew");
  if (held.accessToken?.reveal() === refused) await refreshToken(ctx, held, "by-reader");
  const present = await accessTokenFor(ctx, nameOrId);
  return present.accessToken === refused ? null : present;
}
