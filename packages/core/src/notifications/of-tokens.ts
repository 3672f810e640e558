import { troubledTokens } from "@grantry/db";
import { explain, renewsByItself, whyNoRefreshToken } from "@grantry/oauth";
import { type Grant, type ProviderFailure, say, type Words } from "@grantry/schema";
import type { Context } from "../context.ts";
import { failureOf, refreshTokenStatusOf } from "../tokens/status.ts";
import type { Finding } from "./finding.ts";
import { daysInWords, endingStage, horizons } from "./horizons.ts";
import { actions, words } from "./token-words.ts";

type Troubled = Awaited<ReturnType<typeof troubledTokens>>[number];

/** Attempts in a row that fail before it is told: networks hiccup. */
const FAILURES_TOLD = 3;
/** What a provider says when a client secret has ended. */
const secretExplanations: readonly string[] = ["client-refused", "secret-expired", "secret-wrong"];

/**
 * What is wrong with tokens: derived from facts and clock, nothing is written when time passes. An expired access
 * token is told only when renewing it failed or is impossible; with renewal under way there is nothing to do. One
 * statement.
 * @param endedSecrets registrations whose client secret has ended: what that causes is told with the secret
 */
export async function findingsOfTokens(
  ctx: Context,
  now: number,
  endedSecrets: ReadonlySet<string>,
): Promise<Finding[]> {
  const troubled = await troubledTokens(ctx.db, now, now + horizons.refreshToken);
  return troubled
    .filter((row) => !(endedSecrets.has(row.appRegistrationId) && failsForItsSecret(row)))
    .flatMap((row) =>
      [
        expiredToken(ctx, row, now) ?? refreshingFails(ctx, row, now),
        expiredRefreshToken(ctx, row, now) ?? noRefreshToken(ctx, row) ?? refreshTokenEnds(ctx, row, now),
      ].filter((finding) => finding !== undefined),
    );
}

function failsForItsSecret({ token }: Troubled): boolean {
  return secretExplanations.includes(failureOf(token)?.explanation ?? "");
}

function expiredToken(ctx: Context, row: Troubled, now: number): Finding | undefined {
  const { token } = row;
  if (!row.notifyExpiredToken) return undefined;
  if (token.accessObtainedAt === null) return neverRequested(ctx, row, "expired-token");
  if (!hasExpired(row, now)) return undefined;
  const failure = failureOf(token);
  if (failure) return failing(ctx, row, { failure, kind: "expired-token", one: words.expiredBecause });
  const renewable = renewsByItself(row.grant as Grant) || (row.refreshConfigured && token.hasRefreshToken);
  if (renewable) return undefined;
  return {
    ...about(row),
    kind: "expired-token",
    severity: "warning",
    cause: "expired",
    since: token.accessExpiresAt ?? now,
    one: words.expired,
    many: words.manyExpired,
    action: say(actions.authorizeAgain, ctx.language),
    hrefForMany: "/?status=needs-you",
  };
}

function expiredRefreshToken(ctx: Context, row: Troubled, now: number): Finding | undefined {
  const { token } = row;
  if (!row.notifyExpiredRefreshToken || !row.refreshConfigured) return undefined;
  if (token.accessObtainedAt === null) {
    const toldAsTheTokens = row.notifyExpiredToken;
    return toldAsTheTokens ? undefined : neverRequested(ctx, row, "expired-refresh-token");
  }
  const status = refreshTokenStatusOf(row, token, now);
  if (status !== "expired" && status !== "revoked") return undefined;
  return {
    ...about(row),
    kind: "expired-refresh-token",
    severity: "error",
    cause: `refresh-token-${status}`,
    since: (status === "expired" ? token.refreshExpiresAt : token.errorAt) ?? now,
    one: status === "expired" ? words.refreshExpired : words.refreshRevoked,
    many: status === "expired" ? words.manyRefreshExpired : words.manyRefreshRevoked,
    action: say(actions.authorizeAgain, ctx.language),
    hrefForMany: "/?status=needs-you",
  };
}

function noRefreshToken(ctx: Context, row: Troubled): Finding | undefined {
  const { token } = row;
  if (!row.notifyExpiredRefreshToken || !row.refreshConfigured || token.hasRefreshToken) return undefined;
  if (token.accessObtainedAt === null) return undefined;
  return {
    ...about(row),
    kind: "no-refresh-token",
    severity: "warning",
    cause: `no-refresh-token ${row.template}`,
    since: token.obtainedAt ?? token.accessObtainedAt,
    one: words.refreshNone,
    many: words.manyRefreshNone,
    action: say(whyNoRefreshToken(row.template), ctx.language),
    hrefForMany: "/",
  };
}

function neverRequested(ctx: Context, row: Troubled, kind: Finding["kind"]): Finding {
  return {
    ...about(row),
    kind,
    severity: "warning",
    cause: `never-requested ${row.grant}`,
    since: row.createdAt,
    one: words.neverRequested,
    many: words.manyNeverRequested,
    action: say(renewsByItself(row.grant as Grant) ? actions.request : actions.authorize, ctx.language),
    hrefForMany: "/?status=needs-you",
  };
}

function refreshingFails(ctx: Context, row: Troubled, now: number): Finding | undefined {
  const { token } = row;
  const failure = failureOf(token);
  if (!failure || token.accessObtainedAt === null) return undefined;
  if (failure.class === "transient" && token.attempts < FAILURES_TOLD) return undefined;
  const one = hasExpired(row, now) ? words.expiredBecause : words.refreshingFails;
  return failing(ctx, row, { failure, kind: "refreshing-fails", one });
}

/** A failure that others of the same registration have as well is one cause; that a person must sign in again, too. */
function failing(
  ctx: Context,
  row: Troubled,
  told: { failure: ProviderFailure; kind: Finding["kind"]; one: Words },
): Finding {
  const { failure, kind, one } = told;
  const { title, action } = explain(failure, ctx.language);
  return {
    ...about(row, `${failure.class} ${failure.explanation}`),
    kind,
    severity: failure.class === "transient" ? "warning" : "error",
    cause: `${row.appRegistrationId} ${failure.class} ${failure.explanation} ${failure.host ?? ""}`,
    since: row.token.errorAt ?? row.createdAt,
    one,
    many: words.manyFail,
    parameters: { reason: title },
    action,
    hrefForMany: failure.class === "config" ? "/app-registrations" : whereFailing(failure),
  };
}

function whereFailing({ class: failureClass }: ProviderFailure): string {
  return failureClass === "transient" ? "/?status=failing" : "/?status=needs-you";
}

function refreshTokenEnds(ctx: Context, row: Troubled, now: number): Finding | undefined {
  const { refreshExpiresAt, hasRefreshToken } = row.token;
  if (!hasRefreshToken || refreshExpiresAt === null) return undefined;
  if (refreshExpiresAt <= now || refreshExpiresAt > now + horizons.refreshToken) return undefined;
  return {
    ...about(row, `${refreshExpiresAt} ${endingStage(refreshExpiresAt, now)}`),
    kind: "refresh-token-ends",
    severity: "info",
    cause: "refresh-token-ends",
    since: refreshExpiresAt - horizons.refreshToken,
    one: words.refreshEnds,
    many: words.manyRefreshEnd,
    parameters: { when: daysInWords(refreshExpiresAt, now, ctx.language) },
    action: say(actions.authorizeBefore, ctx.language),
    hrefForMany: "/",
  };
}

/** Each success raises the generation: what goes wrong after one has happened anew. */
function about({ token, name }: Troubled, facts = ""): Pick<Finding, "tokenConfig" | "occurrence"> {
  return { tokenConfig: { id: token.configId, name }, occurrence: `${token.generation} ${facts}` };
}

function hasExpired({ token }: Troubled, now: number): boolean {
  return token.accessExpiresAt !== null && token.accessExpiresAt <= now;
}
