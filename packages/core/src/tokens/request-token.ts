import { findTokenConfig } from "@grantry/db";
import { ProblemError, type TokenRequestGrant, type TokenView } from "@grantry/schema";
import type { Context } from "../context.ts";
import { existingTokenConfig } from "../token-configs/existing.ts";
import { refreshToken } from "./refresh.ts";
import { refusalOf, refuseUnlessInUse } from "./refusal.ts";
import { tokenViewOf } from "./status.ts";

/** Requests a new token because a person asked: back-off and an earlier refusal do not count, the lease does. */
export async function requestToken(ctx: Context, nameOrId: string, grant: TokenRequestGrant): Promise<TokenView> {
  const found = await existingTokenConfig(ctx, nameOrId);
  const { config, token } = found;
  const configured = config.grant === "client_credentials" ? "client_credentials" : "refresh_token";
  if (grant !== configured) {
    throw new ProblemError("grant-not-possible", { parameters: { name: config.name, configured, asked: grant } });
  }
  refuseUnlessInUse(config);
  if (grant === "refresh_token" && !(config.refreshConfigured && token.hasRefreshToken)) {
    throw refusalOf(config, { class: "reauth", explanation: "no-grant" }, ctx.language);
  }
  const outcome = await refreshToken(ctx, found, "by-hand");
  if (outcome.kind === "failed") throw refusalOf(config, outcome.failure, ctx.language);
  const present = await findTokenConfig(ctx.db, config.id);
  if (!present) throw new ProblemError("token-config-not-found", { parameters: { name: nameOrId } });
  if (outcome.kind === "not-mine" && present.token.generation === token.generation) {
    throw new ProblemError("token-refresh-in-progress", {
      parameters: { name: config.name, seconds: 2 },
      retryAfterSeconds: 2,
    });
  }
  return tokenViewOf(present.config, present.token, { now: ctx.platform.now(), language: ctx.language });
}
