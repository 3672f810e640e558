import {
  type Authorization,
  clientCredentialsOf,
  endAuthorization,
  findAuthorization,
  findTokenConfig,
  type HistoryLine,
  noteHistory,
  readDocument,
  readTokenSecrets,
  takeAuthorization,
  writeBatch,
} from "@grantry/db";
import { readAuthorizationResponse, requestTokenByCode, stateParameter, whyNoRefreshToken } from "@grantry/oauth";
import { type Language, type RedirectProblemSlug, say, type TokenConfigDocument } from "@grantry/schema";
import { audit } from "../audit.ts";
import type { Context } from "../context.ts";
import { newId } from "../ids.ts";
import { toInstant } from "../instants.ts";
import { sendFor } from "../settings.ts";
import { sendsStoredValues, storedValues } from "../tokens/stored-values.ts";
import { keepGrant } from "./keep-grant.ts";
import { type AuthorizationOutcome, type AuthorizationReport, authorizationOutcome, reportOf } from "./outcome.ts";
import { bindingCookieName } from "./start-authorization.ts";

/** How long a second arrival of the same redirect waits for the first. */
const WAITS_FOR_FIRST_MS = 20_000;
const LOOKS_EVERY_MS = 200;
/** Values of a query that are looked up: no provider sends as many that could be a state, and anybody may ask. */
const MOST_CANDIDATES = 8;

/** What the browser brought back. */
export interface RedirectArrival {
  readonly query: URLSearchParams;
  /** The value of the cookie of this name, if the browser sent it. */
  readonly cookie: (name: string) => string | undefined;
}

/**
 * Completes an authorization: find; check browser, time and `iss`; take; exchange; save; outcome. Whatever fails, a
 * token that is there already is not touched. The same redirect arriving twice is told the first outcome.
 */
export async function completeAuthorization(ctx: Context, arrival: RedirectArrival): Promise<AuthorizationReport> {
  const authorization = await find(ctx, arrival.query);
  if (!authorization) return reportOf(refused("authorization-not-found"), untold(ctx.language));
  const tellIn = { ...ctx, language: authorization.language as Language }; // written by startAuthorization
  if (!(await isSameBrowser(ctx, authorization, arrival.cookie))) {
    return tell(tellIn, authorization, refused("authorization-other-browser", { name: authorization.configName }));
  }
  const { outcome, document } = await settle(tellIn, authorization, arrival.query);
  return tell(tellIn, authorization, outcome, document);
}

/** Whether this query brings the answer to an authorization that was started here, at whatever path it arrives. */
export async function answersAuthorization(ctx: Context, query: URLSearchParams): Promise<boolean> {
  return (await find(ctx, query)) !== undefined;
}

async function find(ctx: Context, query: URLSearchParams): Promise<Authorization | undefined> {
  // Which parameter holds the state is the document's word, and the document is found by the state: so try each value.
  const candidates = [...new Set(query.values())].filter((value) => /^[A-Za-z0-9_-]{43}$/.test(value));
  for (const value of candidates.slice(0, MOST_CANDIDATES)) {
    const authorization = await findAuthorization(ctx.db, ctx.platform.keys, await ctx.platform.hashOf(value));
    if (authorization) return authorization;
  }
  return undefined;
}

/** The cookie stays until its ten minutes are over, so that a reload is still known to be this browser. */
async function isSameBrowser(
  ctx: Context,
  { browserHash, stateHash }: Authorization,
  cookie: RedirectArrival["cookie"],
): Promise<boolean> {
  if (browserHash === null) return true;
  for (const secure of [true, false]) {
    const value = cookie(bindingCookieName(stateHash, secure));
    if (value !== undefined && (await ctx.platform.hashOf(value)) === browserHash) return true;
  }
  return false;
}

interface Settled {
  readonly outcome: AuthorizationOutcome;
  readonly document?: TokenConfigDocument;
}

async function settle(ctx: Context, authorization: Authorization, query: URLSearchParams): Promise<Settled> {
  const arrivalHash = await ctx.platform.hashOf(
    [...query]
      .map(([name, value]) => `${name}=${value}`)
      .sort()
      .join("&"),
  );
  if (authorization.usedAt !== null) return { outcome: await firstOutcome(ctx, authorization, arrivalHash) };
  const now = ctx.platform.now();
  if (authorization.expiresAt <= now) {
    const parameters = { name: authorization.configName, startedAt: toInstant(authorization.startedAt) };
    return { outcome: refused("authorization-expired", parameters) };
  }
  const found = await findTokenConfig(ctx.db, authorization.configId);
  if (!found) return { outcome: refused("authorization-not-found") };
  const document = await readDocument(ctx.db, ctx.platform.keys, authorization.configId);
  // A state under another name than the document's is no answer to this request.
  if (query.get(stateParameter(document)) === null) return { outcome: refused("authorization-not-found") };
  if (!(await takeAuthorization(ctx.db, { id: authorization.id, usedByHash: arrivalHash, now }))) {
    return { outcome: await firstOutcome(ctx, authorization, arrivalHash) };
  }
  const outcome = exchange(ctx, { authorization, found, document, query, arrivedAt: now });
  // Whoever leaves now cannot cut off an exchange that has begun.
  ctx.platform.afterResponse(outcome);
  return { outcome: await outcome, document };
}

interface Exchange {
  readonly authorization: Authorization;
  readonly found: NonNullable<Awaited<ReturnType<typeof findTokenConfig>>>;
  readonly document: TokenConfigDocument;
  readonly query: URLSearchParams;
  readonly arrivedAt: number;
}

async function exchange(ctx: Context, given: Exchange): Promise<AuthorizationOutcome> {
  const outcome = await exchangeAndSave(ctx, given);
  if (outcome.kind === "granted") return outcome; // it was noted with the token
  const { id, configId, configName } = given.authorization;
  const line = historyOf(ctx, outcome, given.arrivedAt);
  await writeBatch(ctx.db, [
    endAuthorization(ctx.db, { id, outcome: JSON.stringify(outcome), now: ctx.platform.now() }),
    audit(ctx, "authorization.failed", { id: configId, label: configName }, { cause: line.cause }),
    ...noteHistory(configId, line),
  ]);
  return outcome;
}

async function exchangeAndSave(
  ctx: Context,
  { authorization, found, document, query, arrivedAt }: Exchange,
): Promise<AuthorizationOutcome> {
  const { config } = found;
  const response = readAuthorizationResponse(query, document);
  if (!response.ok) return refusalOf(response);
  if (authorization.settingsGeneration !== config.settingsGeneration)
    return refused("settings-changed-meanwhile", { name: config.name });
  const outcome = await requestTokenByCode(await sendFor(ctx), {
    document,
    credentials: await clientCredentialsOf(ctx.db, ctx.platform.keys, config.appRegistrationId),
    code: response.code,
    redirectUri: authorization.redirectUri,
    codeVerifier: authorization.verifier,
    stored: await storedToSend(ctx, found, document),
    now: ctx.platform.now,
  });
  if (!outcome.ok) return { kind: "failed", failure: outcome.failure };
  return keepGrant(ctx, {
    ...found,
    document,
    got: outcome.token,
    startedAt: arrivedAt,
    redirectFrom: response.issuer,
    authorizationId: authorization.id,
  });
}

/** What the history says of an authorization that failed. */
function historyOf(
  ctx: Context,
  outcome: Exclude<AuthorizationOutcome, { kind: "granted" }>,
  arrivedAt: number,
): HistoryLine {
  const at = ctx.platform.now();
  return {
    id: newId(ctx.platform),
    at,
    kind: "authorization",
    durationMs: at - arrivedAt,
    cause: outcome.kind === "failed" ? outcome.failure : { slug: outcome.slug, parameters: outcome.parameters },
  };
}

async function storedToSend(ctx: Context, { config, token }: Exchange["found"], document: TokenConfigDocument) {
  if (!sendsStoredValues(document.Requests.TokenByAuthorizationCode)) return {};
  return storedValues(token, await readTokenSecrets(ctx.db, ctx.platform.keys, config.id, ctx.platform.now()));
}

function refusalOf(
  response: Exclude<ReturnType<typeof readAuthorizationResponse>, { ok: true }>,
): AuthorizationOutcome {
  switch (response.kind) {
    case "incomplete":
      return refused("authorization-incomplete");
    case "wrong-issuer":
      return refused("authorization-wrong-issuer", { expected: response.expected, got: response.got });
    case "refused":
      return { kind: "failed", failure: response.failure };
  }
}

/** What the first arrival led to, waiting for it while it runs; only for the very same redirect. */
async function firstOutcome(
  ctx: Context,
  authorization: Authorization,
  arrivalHash: string,
): Promise<AuthorizationOutcome> {
  const deadline = ctx.platform.now() + WAITS_FOR_FIRST_MS;
  for (;;) {
    const present = await findAuthorization(ctx.db, ctx.platform.keys, authorization.stateHash);
    if (!present) return refused("authorization-not-found");
    if (present.usedByHash !== arrivalHash) return refused("authorization-used");
    if (present.outcome !== null) return authorizationOutcome.parse(JSON.parse(present.outcome));
    if (ctx.platform.now() >= deadline) return refused("authorization-in-progress");
    await ctx.platform.wait(LOOKS_EVERY_MS);
  }
}

function refused(slug: RedirectProblemSlug, parameters: Record<string, string> = {}): AuthorizationOutcome {
  return { kind: "refused", slug, parameters };
}

function untold(language: Language) {
  return { language, tokenConfig: null, refreshTokenMissing: null };
}

function tell(
  ctx: Context,
  authorization: Authorization,
  outcome: AuthorizationOutcome,
  document?: TokenConfigDocument,
): AuthorizationReport {
  return reportOf(outcome, {
    language: ctx.language,
    tokenConfig: { id: authorization.configId, name: authorization.configName },
    refreshTokenMissing: document ? say(whyNoRefreshToken(document.Grantry?.Template ?? ""), ctx.language) : null,
  });
}
