import {
  appRegistrationFacts,
  clientSecretsOf,
  dropSpareRefreshTokens,
  findTokenConfig,
  freeLease,
  keepSpareRefreshToken,
  type NewToken,
  readDocument,
  readTokenSecrets,
  saveFailure,
  saveToken,
  type TokenConfigRow,
  type TokenRow,
  takeLease,
} from "@grantry/db";
import {
  isDoubtful,
  requestTokenByClientCredentials,
  requestTokenByRefreshToken,
  type TokenOutcome,
  type TokenResponse,
} from "@grantry/oauth";
import type { ProviderFailure, Secret, TokenConfigDocument } from "@grantry/schema";
import { audit } from "../audit.ts";
import type { Context } from "../context.ts";
import { newId } from "../ids.ts";
import type { Platform } from "../platform.ts";
import { redirectUriOf, refreshMarginSeconds, requestTimeoutSeconds, sendFor } from "../settings.ts";
import { originsOf } from "../token-configs/secret-origin.ts";
import { backOffMs } from "./back-off.ts";

/** The lease outlives the request by this much: time to save. */
const LEASE_BEYOND_REQUEST_MS = 15_000;
/** Tries to save an answer that the database does not take. */
const SAVE_TRIES = 8;

export interface Renewable {
  readonly config: TokenConfigRow;
  readonly token: TokenRow;
}

/** How a refresh ended. `not-mine`: someone else holds the lease, has a newer token, or back-off runs. */
export type RefreshOutcome =
  | { readonly kind: "refreshed" }
  | { readonly kind: "failed"; readonly failure: ProviderFailure }
  | { readonly kind: "not-mine" };

const inFlight = new WeakMap<Platform, Map<string, Promise<RefreshOutcome>>>();

/**
 * Renews a grant's access token: at most one request in flight per grant, anywhere. Callers on one platform share it
 * in memory; across processes, and between requests in workerd, the lease decides. Round trips: lease, document and secrets, save.
 */
export function refreshToken(
  ctx: Context,
  renewable: Renewable,
  asked: "by-hand" | "by-need",
): Promise<RefreshOutcome> {
  const running = inFlight.get(ctx.platform) ?? new Map<string, Promise<RefreshOutcome>>();
  inFlight.set(ctx.platform, running);
  const { id } = renewable.config;
  const known = running.get(id);
  if (known) return known;
  if ((renewable.token.leaseUntil ?? 0) > ctx.platform.now()) return Promise.resolve({ kind: "not-mine" });
  const work = refreshUnderLease(ctx, renewable, asked).finally(() => running.delete(id));
  running.set(id, work);
  ctx.platform.afterResponse(work);
  return work;
}

async function refreshUnderLease(
  ctx: Context,
  { config, token }: Renewable,
  asked: "by-hand" | "by-need",
): Promise<RefreshOutcome> {
  const { db, platform } = ctx;
  const owner = newId(platform);
  const leaseMs = (await requestTimeoutSeconds(ctx)) * 1000 + LEASE_BEYOND_REQUEST_MS;
  const now = platform.now();
  const wish = { configId: config.id, generation: token.generation, owner, now, until: now + leaseMs };
  if (!(await takeLease(db, { ...wish, byHand: asked === "by-hand" }))) return { kind: "not-mine" };
  try {
    return await requestAndSave(ctx, { config, token, owner, leaseUntil: wish.until });
  } catch (error) {
    await freeLease(db, {
      configId: config.id,
      owner,
      marginSeconds: await refreshMarginSeconds(ctx),
      now: platform.now(),
    });
    throw error;
  }
}

interface Leased extends Renewable {
  readonly owner: string;
  readonly leaseUntil: number;
}

async function requestAndSave(ctx: Context, leased: Leased): Promise<RefreshOutcome> {
  const { config, token } = leased;
  const { db, platform } = ctx;
  const document = await readDocument(db, platform.keys, config.id);
  if (await lendsSecretElsewhere(ctx, config, document)) {
    return fail(ctx, leased, { class: "config", explanation: "secret-shared-elsewhere" });
  }
  const clientSecrets = await clientSecretsOf(db, platform.keys, config.appRegistrationId);
  const grant = { document, clientSecrets };
  if (config.grant === "client_credentials") {
    const outcome = await requestTokenByClientCredentials(await sendFor(ctx), { ...grant, now: platform.now });
    return outcome.ok ? keep(ctx, leased, outcome.token, null) : fail(ctx, leased, outcome.failure);
  }
  const secrets = await readTokenSecrets(db, platform.keys, config.id, platform.now());
  if (!secrets.refreshToken) return fail(ctx, leased, { class: "reauth", explanation: "no-grant" });
  const spares = [secrets.spareRefreshToken, secrets.previousRefreshToken].filter((spare) => spare !== null);
  const first = await sendRefresh(ctx, grant, secrets.refreshToken);
  if (first.ok) return keep(ctx, leased, first.token, secrets.refreshToken);
  if (first.failure.error !== "invalid_grant") return fail(ctx, leased, first.failure);
  return afterInvalidGrant(ctx, leased, {
    grant,
    spares,
    refused: first.failure,
    answerLost: token.refreshSentAt !== null,
  });
}

/**
 * Whether a request would send a secret to an origin that another configuration's administrator never entered it for:
 * two origins in one document, and a registration that others share. Asks the database only where there are two.
 */
async function lendsSecretElsewhere(
  ctx: Context,
  config: TokenConfigRow,
  document: TokenConfigDocument,
): Promise<boolean> {
  if (new Set(originsOf(document)).size < 2) return false;
  const { clientSecretSet, sharedBy } = await appRegistrationFacts(ctx.db, config.appRegistrationId);
  return clientSecretSet && sharedBy > 1;
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
  return fail(ctx, leased, tried.answerLost ? { ...tried.refused, explanation: "answer-lost" } : tried.refused);
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

/** An answer as it is stored. Lifetimes count from `now`, when it arrived. */
export function newTokenOf(
  got: TokenResponse,
  how: { kind: "granted" | "refreshed"; settingsGeneration: number; replaced: Secret<string> | null; now: number },
): NewToken {
  return {
    accessToken: got.accessToken,
    refreshToken: got.refreshToken,
    replacedRefreshToken: how.replaced,
    tokenType: got.tokenType,
    scope: got.scope,
    account: got.account,
    accessExpiresAt: got.expiresInSeconds === null ? null : how.now + got.expiresInSeconds * 1000,
    accessExpirySource: got.expirySource,
    refreshExpiresAt:
      got.refreshTokenExpiresInSeconds === undefined ? undefined : how.now + got.refreshTokenExpiresInSeconds * 1000,
    kind: how.kind,
    obtainedAt: how.now,
    settingsGeneration: how.settingsGeneration,
  };
}

/**
 * Saves a token, again and again while the database does not take it: losing a rotated refresh token is the one fault
 * that costs a person a new consent.
 * @returns `false` when a newer token is there already
 */
export async function saveWithRetries(
  ctx: Context,
  save: { configId: string; configName: string; generation: number; token: NewToken },
): Promise<boolean> {
  const { db, platform } = ctx;
  const action = save.token.kind === "granted" ? "token.granted" : "token.refreshed";
  for (let tries = 1; ; tries += 1) {
    try {
      return await saveToken(db, platform.keys, {
        ...save,
        now: platform.now(),
        marginSeconds: await refreshMarginSeconds(ctx),
        audit: audit(ctx, action, { id: save.configId, label: save.configName }),
      });
    } catch (error) {
      if (tries === SAVE_TRIES) throw error;
      platform.log("warn", "token.save-failed", { tokenConfig: save.configName, tries, error: String(error) });
      await platform.wait(100 * 2 ** tries);
    }
  }
}

async function fail(ctx: Context, leased: Leased, refused: ProviderFailure): Promise<RefreshOutcome> {
  const { config, token, owner } = leased;
  const failure = settled(refused, token.attempts);
  const now = ctx.platform.now();
  await saveFailure(ctx.db, {
    configId: config.id,
    generation: token.generation,
    owner,
    failure,
    nextAttemptAt:
      failure.class === "transient" ? now + backOffMs(token.attempts, failure.retryAfterSeconds, ctx.platform) : null,
    unansweredSince: failure.httpStatus === undefined ? undefined : token.refreshSentAt,
    now,
    marginSeconds: await refreshMarginSeconds(ctx),
    audit: audit(
      ctx,
      "token.refresh-failed",
      { id: config.id, label: config.name },
      { class: failure.class, error: failure.error ?? failure.explanation },
    ),
  });
  ctx.platform.log("warn", "token.refresh-failed", {
    tokenConfig: config.name,
    class: failure.class,
    explanation: failure.explanation,
    code: failure.code,
  });
  return { kind: "failed", failure };
}

/** An answer in words that we do not know heals by itself twice at most; then the settings are to blame. */
function settled(failure: ProviderFailure, attemptsBefore: number): ProviderFailure {
  return isDoubtful(failure) && attemptsBefore >= 2 ? { ...failure, class: "config" } : failure;
}
