import type { ShownConfig, ShownToken, TokenConfigRow, TokenRow } from "@grantry/db";
import { explain, renewsByItself } from "@grantry/oauth";
import {
  type FailureClass,
  type Grant,
  type Language,
  type Problem,
  type ProviderFailure,
  problemType,
  providerFailure,
  type RefreshTokenStatus,
  type TokenStatus,
  type TokenView,
} from "@grantry/schema";
import { toInstant } from "../instants.ts";

/** What the status follows from, besides the clock. */
type StatusFacts = Pick<
  TokenRow,
  "accessObtainedAt" | "accessExpiresAt" | "renewAt" | "leaseUntil" | "errorClass" | "attempts"
>;

const needsOf: Readonly<Record<Exclude<FailureClass, "transient">, TokenStatus>> = {
  reauth: "needs-authorization",
  user: "needs-authorization",
  config: "needs-settings",
  bug: "needs-settings",
  "provider-admin": "needs-provider-admin",
};

/** The status of an access token, from facts and clock. The overview's SQL groups by the same rules (`overview_facts`). */
export function tokenStatusOf(config: Pick<TokenConfigRow, "validity">, token: StatusFacts, now: number): TokenStatus {
  if (config.validity !== "valid") return "not-in-use";
  if (token.leaseUntil !== null && token.leaseUntil > now) return "refreshing";
  const failure = token.errorClass as FailureClass | null; // written from a ProviderFailure
  if (failure !== null && failure !== "transient") return needsOf[failure];
  if (token.attempts > 0) return "failing";
  if (token.accessObtainedAt === null) return "never-requested";
  if (token.accessExpiresAt !== null && token.accessExpiresAt <= now) return "expired";
  if (token.renewAt !== null && token.renewAt <= now) return "due";
  return "valid";
}

/** The status of a refresh token, from facts and clock. */
export function refreshTokenStatusOf(
  config: Pick<TokenConfigRow, "grant" | "refreshConfigured">,
  token: Pick<TokenRow, "hasRefreshToken" | "refreshExpiresAt" | "errorClass">,
  now: number,
): RefreshTokenStatus {
  if (renewsByItself(config.grant as Grant)) return "not-applicable";
  if (!config.refreshConfigured) return "not-configured";
  if (!token.hasRefreshToken) return "none";
  if (token.errorClass === "reauth") return "revoked";
  if (token.refreshExpiresAt === null) return "valid-without-date";
  return token.refreshExpiresAt <= now ? "expired" : "valid";
}

const MOST_FAILURES = 500;
/** Failures by their texts: where one thing fails many tokens, a page has the same fifty times. */
const failures = new Map<string, ProviderFailure>();

/** The failure as stored. */
export function failureOf({ error }: Pick<TokenRow, "error">): ProviderFailure | null {
  if (error === null) return null;
  const failure = failures.get(error) ?? providerFailure.parse(JSON.parse(error));
  if (failures.size >= MOST_FAILURES) failures.clear();
  failures.set(error, failure);
  return failure;
}

/** A failure as a problem in the reader's words, the provider's own beside them. */
export function sayFailure(failure: ProviderFailure, language: Language, at: number | null): Problem {
  const { title, detail, action, healsByItself } = explain(failure, language);
  return {
    type: problemType("provider-refused"),
    title,
    status: 502,
    detail,
    action,
    healsByItself,
    ...(at !== null && { at: toInstant(at) }),
    ...(failure.error !== undefined && { providerError: failure.error }),
    ...(failure.code !== undefined && { providerCode: failure.code }),
    ...(failure.description !== undefined && { providerDescription: failure.description }),
    ...(failure.traceId !== undefined && { traceId: failure.traceId }),
  };
}

/** What may be shown of a token. */
export function tokenViewOf(
  config: Pick<ShownConfig, "grant" | "validity" | "refreshConfigured" | "settingsGeneration">,
  token: ShownToken,
  reader: { now: number; language: Language },
): TokenView {
  const failure = failureOf(token);
  return {
    status: tokenStatusOf(config, token, reader.now),
    accessTokenExpiresAt: toInstant(token.accessExpiresAt),
    accessTokenExpiryAssumed: token.accessExpirySource === "assumed",
    accessTokenObtainedAt: toInstant(token.accessObtainedAt),
    refreshTokenStatus: refreshTokenStatusOf(config, token, reader.now),
    refreshTokenExpiresAt: toInstant(token.refreshExpiresAt),
    refreshTokenExpirySource: token.refreshExpiresAt === null ? null : token.refreshExpirySource,
    obtainedAt: toInstant(token.obtainedAt),
    refreshedAt: toInstant(token.refreshedAt),
    takenOverAt: toInstant(token.takenOverAt),
    nextRefreshAt: toInstant(token.dueAt),
    account: token.account,
    scope: token.scope,
    changedSettings: token.changedSettings ?? [],
    settingsChanged: token.settingsGeneration !== null && token.settingsGeneration !== config.settingsGeneration,
    nextAttemptAt: toInstant(token.nextAttemptAt),
    lastError: failure && sayFailure(failure, reader.language, token.errorAt),
  };
}
