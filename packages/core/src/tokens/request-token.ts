import { findTokenConfig } from "@grantry/db";
import { type Grant, ProblemError, requestedBy, type TokenRequestGrant, type TokenView } from "@grantry/schema";
import type { Context } from "../context.ts";
import { existingTokenConfig } from "../token-configs/existing.ts";
import { patience } from "./patience.ts";
import { refreshToken } from "./refresh.ts";
import { inProgress, refusalOf, refuseUnlessInUse } from "./refusal.ts";
import type { Renewable } from "./renewable.ts";
import { tokenViewOf } from "./status.ts";

/** How long a person waits for a request that is under way already. */
const MAY_WAIT_MS = 20_000;

/**
 * Requests a new token because a person asked: back-off and an earlier refusal do not count, the lease does. What
 * someone else gets meanwhile is as good.
 */
export async function requestToken(ctx: Context, nameOrId: string, grant: TokenRequestGrant): Promise<TokenView> {
  const found = await existingTokenConfig(ctx, nameOrId);
  refuseUnlessPossible(ctx, found, grant);
  const wait = patience(ctx.platform, MAY_WAIT_MS);
  let present: Renewable = found;
  for (;;) {
    const outcome = await refreshToken(ctx, present, "by-hand");
    if (outcome.kind === "failed") throw refusalOf(found.config, outcome.failure, ctx.language);
    const read = await findTokenConfig(ctx.db, found.config.id);
    if (!read) throw new ProblemError("token-config-not-found", { parameters: { name: nameOrId } });
    present = read;
    if (outcome.kind === "refreshed" && outcome.token) break;
    if (present.token.accessObtainedAt !== found.token.accessObtainedAt) break;
    if (!(await wait())) throw inProgress(found.config);
  }
  return tokenViewOf(present.config, present.token, { now: ctx.platform.now(), language: ctx.language });
}

function refuseUnlessPossible(ctx: Context, { config, token }: Renewable, grant: TokenRequestGrant): void {
  const configured = requestedBy(config.grant as Grant);
  if (grant !== configured) {
    throw new ProblemError("grant-not-possible", { parameters: { name: config.name, configured, asked: grant } });
  }
  refuseUnlessInUse(config);
  if (grant === "refresh_token" && !(config.refreshConfigured && token.hasRefreshToken)) {
    throw refusalOf(config, { class: "reauth", explanation: "no-grant" }, ctx.language);
  }
}
