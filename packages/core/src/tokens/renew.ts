import {
  type Asked,
  dropRefreshTokenKeptAside,
  findTokenConfig,
  type RefreshTokenKeptAside,
  type RenewalMaterial,
  readRenewalMaterial,
} from "@grantry/db";
import {
  grantOf,
  renewsByItself,
  requestTokenByClientCredentials,
  requestTokenByJwtBearer,
  requestTokenByTokenExchange,
} from "@grantry/oauth";
import type { ProviderFailure } from "@grantry/schema";
import type { Context } from "../context.ts";
import { sendFor } from "../settings.ts";
import { registrationKeyOf } from "../token-configs/registration.ts";
import { renewsElsewhere } from "../token-configs/secret-origin.ts";
import type { SpanFacts } from "../tracer.ts";
import { mayAskAgainAtOnce } from "./lost-answer.ts";
import { noteFailure } from "./note-failure.ts";
import type { Leased, RefreshOutcome, Renewable } from "./renewable.ts";
import { storedValues } from "./stored-values.ts";
import { subjectTokenFor } from "./subject-token.ts";
import { type Grant, keep, tryRefresh } from "./try-refresh.ts";

/**
 * Asks the provider for a new token and saves it, or notes why there is none. The caller holds the lease.
 * @param refresh for another configuration's token, where that one is exchanged for this one's
 */
export async function renew(ctx: Context, leased: Leased, refresh: Refresh): Promise<RefreshOutcome> {
  const { grant, template } = leased.config;
  const { db, platform } = ctx;
  const facts = { "grantry.grant": grant, "grantry.template": template };
  return platform.tracer.span({ name: "token refresh", facts }, async (span) => {
    const material = await readRenewalMaterial(db, platform.keys, leased.config, platform.now());
    span.set({ "grantry.provider": registrationKeyOf(material.document).tokenOrigin });
    const outcome = await renewBy(ctx, leased, { ...material, refresh });
    span.set(factsOf(outcome));
    return outcome;
  });
}

type Refresh = (ctx: Context, renewable: Renewable, asked: Asked) => Promise<RefreshOutcome>;

function factsOf(outcome: RefreshOutcome): SpanFacts {
  if (outcome.kind !== "failed") return { "grantry.outcome": outcome.kind };
  const { class: failureClass, explanation, httpStatus } = outcome.failure;
  return {
    "grantry.outcome": outcome.kind,
    "grantry.failure.class": failureClass,
    "grantry.failure.explanation": explanation,
    "http.response.status_code": httpStatus,
  };
}

async function renewBy(
  ctx: Context,
  leased: Leased,
  { document, credentials, secrets, refresh }: RenewalMaterial & { refresh: Refresh },
): Promise<RefreshOutcome> {
  const { config, token } = leased;
  const { platform } = ctx;
  if (renewsElsewhere(document)) return noteFailure(ctx, leased, { class: "config", explanation: "refresh-elsewhere" });
  const stored = storedValues(token, secrets);
  const scopeWasEdited = token.changedSettings?.includes("scope") ?? false;
  const grant = { document, credentials, stored, grantedScope: scopeWasEdited ? null : token.scope };
  if (grantOf(document) === "token_exchange") {
    const subject = await subjectTokenFor(ctx, { config, ...registrationKeyOf(document) }, refresh);
    if (!subject.ok) return noteFailure(ctx, leased, subject.failure);
    const exchange = { document, credentials, subjectToken: subject.token, now: platform.now };
    const outcome = await requestTokenByTokenExchange(await sendFor(ctx), exchange);
    return outcome.ok ? keep(ctx, leased, outcome.token, null) : noteFailure(ctx, leased, outcome.failure);
  }
  if (renewsByItself(grantOf(document))) {
    const request = grantOf(document) === "jwt_bearer" ? requestTokenByJwtBearer : requestTokenByClientCredentials;
    const outcome = await request(await sendFor(ctx), { ...grant, now: platform.now });
    return outcome.ok ? keep(ctx, leased, outcome.token, null) : noteFailure(ctx, leased, outcome.failure);
  }
  const { refreshToken, keptAside } = secrets;
  if (!refreshToken) return noteFailure(ctx, leased, { class: "reauth", explanation: "no-grant" });
  const sentAt = platform.now();
  const first = await tryRefresh(ctx, leased, grant, refreshToken);
  if (first.kind !== "refused") return first;
  const wasLost = await mayAskAgainAtOnce(ctx, leased, { document, failure: first.failure, sentAt });
  const tried = wasLost ? await tryRefresh(ctx, first.leased, grant, first.inForce) : first;
  if (tried.kind !== "refused") return tried;
  if (!isDead(tried.failure)) return noteFailure(ctx, tried.leased, tried.failure);
  const lost = wasLost || tried.leased.unansweredSince !== null;
  return afterInvalidGrant(ctx, tried.leased, { grant, keptAside, refused: tried.failure, lost });
}

/** A grant that will not heal by itself; a provider may say `invalid_grant` of one that it only lets wait. */
function isDead({ class: failureClass, error }: ProviderFailure): boolean {
  return error === "invalid_grant" && failureClass !== "transient";
}

/**
 * Before a grant is called dead: is there a newer token already, or a refresh token kept aside that still works?
 * (RFC 9700 §4.14.2: a provider may have revoked the whole family; then they fail as well.)
 */
async function afterInvalidGrant(
  ctx: Context,
  leased: Leased,
  tried: {
    grant: Grant;
    keptAside: readonly RefreshTokenKeptAside[];
    refused: ProviderFailure;
    /** Whether the answer to an earlier request was. */
    lost: boolean;
  },
): Promise<RefreshOutcome> {
  const { id } = leased.config;
  const present = await findTokenConfig(ctx.db, id);
  if (present?.token.generation !== leased.token.generation) return { kind: "not-mine" };
  let holding = leased;
  for (const kept of tried.keptAside) {
    const outcome = await tryRefresh(ctx, holding, tried.grant, kept.refreshToken);
    if (outcome.kind !== "refused") return outcome;
    holding = outcome.leased;
    if (!isDead(outcome.failure)) return noteFailure(ctx, holding, outcome.failure);
    await dropRefreshTokenKeptAside(ctx.db, id, kept);
  }
  return noteFailure(ctx, holding, tried.lost ? { ...tried.refused, explanation: "answer-lost" } : tried.refused);
}
