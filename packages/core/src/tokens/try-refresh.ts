import { mayHealWithScope, requestTokenByRefreshToken, type TokenOutcome, type TokenResponse } from "@grantry/oauth";
import type { ClientCredentials, ProviderFailure, Secret, TokenConfigDocument } from "@grantry/schema";
import type { Context } from "../context.ts";
import { redirectUriOf, sendFor } from "../settings.ts";
import { type Answer, newTokenOf } from "./answer.ts";
import type { Leased, RefreshOutcome } from "./renewable.ts";
import { saveAnswer } from "./save-answer.ts";
import { saveRenewed } from "./save-renewed.ts";
import type { storedValues } from "./stored-values.ts";

/** What each request for a grant is made of. */
export interface Grant {
  readonly document: TokenConfigDocument;
  readonly credentials: ClientCredentials;
  readonly stored: ReturnType<typeof storedValues>;
  readonly grantedScope: string | null;
  readonly withScope?: boolean;
}

/** A try that brought no token. */
interface Refused {
  readonly kind: "refused";
  readonly failure: ProviderFailure;
  /** The refresh token in force now, and the lease with the generation that it was saved in. */
  readonly inForce: Secret<string>;
  readonly leased: Leased;
}

/**
 * Tries a refresh token. What comes with a useless answer and rotates it is saved before anything else is done, and a
 * token for another resource is then asked for once more with the scope.
 */
export async function tryRefresh(
  ctx: Context,
  leased: Leased,
  grant: Grant,
  refreshToken: Secret<string>,
): Promise<RefreshOutcome | Refused> {
  const tried = await tryOnce(ctx, leased, grant, refreshToken);
  if (tried.kind !== "refused" || !mayHealWithScope(grant.document, tried.failure)) return tried;
  return tryOnce(ctx, tried.leased, { ...grant, withScope: true }, tried.inForce);
}

async function tryOnce(
  ctx: Context,
  leased: Leased,
  grant: Grant,
  used: Secret<string>,
): Promise<RefreshOutcome | Refused> {
  const outcome = await sendRefresh(ctx, grant, used);
  if (outcome.ok) return keep(ctx, leased, outcome.token, used);
  const { failure, refreshToken } = outcome;
  if (!refreshToken) return { kind: "refused", failure, inForce: used, leased };
  const next = await keepRotated(ctx, leased, { used, came: refreshToken });
  return next ? { kind: "refused", failure, inForce: refreshToken, leased: next } : { kind: "not-mine" };
}

async function sendRefresh(ctx: Context, grant: Grant, refreshToken: Secret<string>): Promise<TokenOutcome> {
  const redirectUri = (await redirectUriOf(ctx)) ?? "";
  return requestTokenByRefreshToken(await sendFor(ctx), { ...grant, refreshToken, redirectUri, now: ctx.platform.now });
}

/** Saves a refresh token that came without a usable access token. @returns `undefined`: overtaken, it is kept aside */
async function keepRotated(
  ctx: Context,
  leased: Leased,
  { used, came }: { used: Secret<string>; came: Secret<string> },
): Promise<Leased | undefined> {
  const { config, token, until } = leased;
  const { settingsGeneration } = config;
  const rotated = { kind: "rotated", refreshToken: came, replacedRefreshToken: used, settingsGeneration } as const;
  const answer = { ...answerTo(leased), token: rotated };
  if (!(await saveAnswer(ctx, answer, saveRenewed, until))) return undefined;
  return { ...leased, token: { ...token, generation: token.generation + 1 }, unansweredSince: null };
}

/**
 * Saves a token that came.
 * @param used the refresh token that it came for, where it did
 */
export async function keep(
  ctx: Context,
  leased: Leased,
  got: TokenResponse,
  used: Secret<string> | null,
): Promise<RefreshOutcome> {
  const { settingsGeneration } = leased.config;
  const now = ctx.platform.now();
  const token = newTokenOf(got, { kind: "refreshed", settingsGeneration, replaced: used, now });
  const saved = await saveAnswer(ctx, { ...answerTo(leased), token }, saveRenewed, leased.until);
  return saved ? { kind: "refreshed", token } : { kind: "not-mine" };
}

/** What an answer is saved by. */
function answerTo({ config, token, leasedAt }: Leased): Omit<Answer, "token"> {
  return { configId: config.id, configName: config.name, generation: token.generation, startedAt: leasedAt };
}
