import {
  clientSecretsOf,
  dropSpareRefreshTokens,
  findTokenConfig,
  keepSpareRefreshToken,
  readDocument,
  readTokenSecrets,
} from "@grantry/db";
import {
  requestTokenByClientCredentials,
  requestTokenByRefreshToken,
  type TokenOutcome,
  type TokenResponse,
} from "@grantry/oauth";
import type { ProviderFailure, Secret, TokenConfigDocument } from "@grantry/schema";
import type { Context } from "../context.ts";
import { redirectUriOf, sendFor } from "../settings.ts";
import { renewsElsewhere } from "../token-configs/secret-origin.ts";
import { noteFailure } from "./note-failure.ts";
import type { Leased, RefreshOutcome } from "./renewable.ts";
import { newTokenOf, saveWithRetries } from "./save-answer.ts";

/** Asks the provider for a new token and saves it, or notes why there is none. The caller holds the lease. */
export async function renew(ctx: Context, leased: Leased): Promise<RefreshOutcome> {
  const { config, token } = leased;
  const { db, platform } = ctx;
  const document = await readDocument(db, platform.keys, config.id);
  if (renewsElsewhere(document)) return noteFailure(ctx, leased, { class: "config", explanation: "refresh-elsewhere" });
  const clientSecrets = await clientSecretsOf(db, platform.keys, config.appRegistrationId);
  const grant = { document, clientSecrets };
  if (config.grant === "client_credentials") {
    const outcome = await requestTokenByClientCredentials(await sendFor(ctx), { ...grant, now: platform.now });
    return outcome.ok ? keep(ctx, leased, outcome.token, null) : noteFailure(ctx, leased, outcome.failure);
  }
  const secrets = await readTokenSecrets(db, platform.keys, config.id, platform.now());
  if (!secrets.refreshToken) return noteFailure(ctx, leased, { class: "reauth", explanation: "no-grant" });
  const spares = [secrets.spareRefreshToken, secrets.previousRefreshToken].filter((spare) => spare !== null);
  const first = await sendRefresh(ctx, grant, secrets.refreshToken);
  if (first.ok) return keep(ctx, leased, first.token, secrets.refreshToken);
  if (first.failure.error !== "invalid_grant") return noteFailure(ctx, leased, first.failure);
  return afterInvalidGrant(ctx, leased, {
    grant,
    spares,
    refused: first.failure,
    answerLost: token.refreshSentAt !== null,
  });
}

type Grant = { readonly document: TokenConfigDocument; readonly clientSecrets: readonly Secret<string>[] };

async function sendRefresh(ctx: Context, grant: Grant, refreshToken: Secret<string>): Promise<TokenOutcome> {
  const redirectUri = (await redirectUriOf(ctx)) ?? "";
  return requestTokenByRefreshToken(await sendFor(ctx), { ...grant, refreshToken, redirectUri, now: ctx.platform.now });
}

/**
 * Before a grant is called dead: is there a newer token already, or a refresh token kept aside that still works?
 * (RFC 9700 §4.14.2: a provider may have revoked the whole family; then they fail as well.)
 */
async function afterInvalidGrant(
  ctx: Context,
  leased: Leased,
  tried: { grant: Grant; spares: readonly Secret<string>[]; refused: ProviderFailure; answerLost: boolean },
): Promise<RefreshOutcome> {
  const present = await findTokenConfig(ctx.db, leased.config.id);
  if (present && present.token.generation !== leased.token.generation) return { kind: "not-mine" };
  for (const spare of tried.spares) {
    const outcome = await sendRefresh(ctx, tried.grant, spare);
    if (outcome.ok) return keep(ctx, leased, outcome.token, spare);
  }
  if (tried.spares.length > 0) await dropSpareRefreshTokens(ctx.db, leased.config.id);
  return noteFailure(ctx, leased, tried.answerLost ? { ...tried.refused, explanation: "answer-lost" } : tried.refused);
}

async function keep(
  ctx: Context,
  leased: Leased,
  got: TokenResponse,
  used: Secret<string> | null,
): Promise<RefreshOutcome> {
  const { config, token } = leased;
  const saved = await saveWithRetries(ctx, {
    configId: config.id,
    configName: config.name,
    generation: token.generation,
    startedAt: leased.leasedAt,
    token: newTokenOf(got, {
      kind: "refreshed",
      settingsGeneration: config.settingsGeneration,
      replaced: used,
      now: ctx.platform.now(),
    }),
  });
  if (saved) return { kind: "refreshed" };
  if (got.refreshToken) await keepSpareRefreshToken(ctx.db, ctx.platform.keys, config.id, got.refreshToken);
  return { kind: "not-mine" };
}
