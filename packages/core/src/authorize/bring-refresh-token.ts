import { clientCredentialsOf, findTokenConfig, readDocument } from "@grantry/db";
import { mayHealWithScope, renewsByItself, requestTokenByRefreshToken } from "@grantry/oauth";
import { type Grant, ProblemError, type RedirectProblemSlug, type Secret, type TokenView } from "@grantry/schema";
import type { Context } from "../context.ts";
import { redirectUriOf, sendFor } from "../settings.ts";
import { existingTokenConfig } from "../token-configs/existing.ts";
import { endLease, waitForLease } from "../tokens/lease.ts";
import { refusalOf, refuseUnlessInUse } from "../tokens/refusal.ts";
import type { Leased } from "../tokens/renewable.ts";
import { tokenViewOf } from "../tokens/status.ts";
import { keepGrant } from "./keep-grant.ts";

/**
 * Brings in a refresh token that was got elsewhere with the same client. It is tried at the provider at once, and takes
 * the place of what is here only when a token came for it, of the account that is expected.
 * @throws ProblemError token-config-not-found, grant-takes-no-refresh-token, not-in-use, token-refresh-in-progress,
 * wrong-account, and whatever the provider refuses
 */
export async function bringRefreshToken(
  ctx: Context,
  nameOrId: string,
  refreshToken: Secret<string>,
): Promise<TokenView> {
  const found = await existingTokenConfig(ctx, nameOrId);
  refuseUnlessInUse(found.config);
  if (!found.config.refreshConfigured || renewsByItself(found.config.grant as Grant)) {
    throw new ProblemError("grant-takes-no-refresh-token", { parameters: { name: found.config.name } });
  }
  const leased = await waitForLease(ctx, found);
  try {
    await tryAndKeep(ctx, leased, refreshToken);
  } finally {
    await endLease(ctx, leased); // nothing to end where it was kept
  }
  const kept = await findTokenConfig(ctx.db, found.config.id);
  if (!kept) throw new ProblemError("token-config-not-found", { parameters: { name: found.config.name } });
  return tokenViewOf(kept.config, kept.token, { now: ctx.platform.now(), language: ctx.language });
}

async function tryAndKeep(ctx: Context, { config, token }: Leased, refreshToken: Secret<string>): Promise<void> {
  const { db, platform } = ctx;
  const document = await readDocument(db, platform.keys, config.id);
  const credentials = await clientCredentialsOf(db, platform.keys, config.appRegistrationId);
  const redirectUri = (await redirectUriOf(ctx)) ?? "";
  const startedAt = platform.now();
  const request = { document, credentials, redirectUri, grantedScope: null, now: platform.now };
  const send = await sendFor(ctx);
  const first = await requestTokenByRefreshToken(send, { ...request, refreshToken });
  const inForce = (first.ok ? first.token.refreshToken : first.refreshToken) ?? refreshToken;
  const outcome =
    !first.ok && mayHealWithScope(document, first.failure)
      ? await requestTokenByRefreshToken(send, { ...request, refreshToken: inForce, withScope: true })
      : first;
  if (!outcome.ok) throw refusalOf(config, outcome.failure, ctx.language);
  const got = { ...outcome.token, refreshToken: outcome.token.refreshToken ?? inForce };
  const kept = await keepGrant(ctx, { config, token, document, got, startedAt });
  // Slugs are public and never renamed.
  if (kept.kind === "refused")
    throw new ProblemError(kept.slug as RedirectProblemSlug, { parameters: kept.parameters });
}
