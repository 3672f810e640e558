import type { ProviderFailure, Secret } from "@grantry/schema";
import { and, asc, eq, gt, inArray, isNull, lte, or, type SQL, sql } from "drizzle-orm";
import { type Database, type Statement, writeBatch } from "./database.ts";
import { type KeyRing, openOptional, sealOptional } from "./key-ring.ts";
import { tokenConfigs, tokenSecrets, tokens } from "./tables.ts";

const DAY_MS = 86_400_000;

const cellOf = (row: string, column: string) => ({ table: "token_secrets", column, row });

/** What only the cipher may read of a token. */
export interface TokenSecrets {
  readonly accessToken: Secret<string> | null;
  readonly refreshToken: Secret<string> | null;
  /** The one just replaced, for a day. */
  readonly previousRefreshToken: Secret<string> | null;
  readonly spareRefreshToken: Secret<string> | null;
}

/** The sealed side of a token, opened. One statement. */
export async function readTokenSecrets(
  db: Database,
  keys: KeyRing,
  configId: string,
  now: number,
): Promise<TokenSecrets> {
  const [row] = await db.drizzle.select().from(tokenSecrets).where(eq(tokenSecrets.configId, configId));
  const openCell = (
    column: "access_token" | "refresh_token" | "previous_refresh_token" | "spare_refresh_token",
    value: Parameters<typeof openOptional>[2],
  ) => openOptional(keys, cellOf(configId, column), value);
  const previousLives = (row?.previousUntil ?? 0) > now;
  return {
    accessToken: await openCell("access_token", row?.accessToken ?? null),
    refreshToken: await openCell("refresh_token", row?.refreshToken ?? null),
    previousRefreshToken: await openCell(
      "previous_refresh_token",
      previousLives ? (row?.previousRefreshToken ?? null) : null,
    ),
    spareRefreshToken: await openCell("spare_refresh_token", row?.spareRefreshToken ?? null),
  };
}

export interface LeaseWish {
  readonly configId: string;
  readonly generation: number;
  readonly owner: string;
  readonly now: number;
  readonly until: number;
  /** `true` when a person asked: back-off and an earlier refusal do not count, the lease does. */
  readonly byHand: boolean;
}

/**
 * Takes the right to send one request for this grant, or not: someone else has it, the token is newer than the one
 * that was read, or it is not yet time for another attempt. One statement.
 */
export async function takeLease(db: Database, wish: LeaseWish): Promise<boolean> {
  const rows = await db.drizzle
    .update(tokens)
    .set({ leaseOwner: wish.owner, leaseUntil: wish.until, refreshSentAt: wish.now, dueAt: wish.until })
    .where(
      and(
        eq(tokens.configId, wish.configId),
        eq(tokens.generation, wish.generation),
        or(isNull(tokens.leaseUntil), lte(tokens.leaseUntil, wish.now)),
        wish.byHand ? undefined : or(isNull(tokens.nextAttemptAt), lte(tokens.nextAttemptAt, wish.now)),
      ),
    )
    .returning({ configId: tokens.configId });
  return rows.length === 1;
}

/** A token as it is saved. What is `undefined` keeps its stored value. */
export interface NewToken {
  readonly accessToken: Secret<string>;
  readonly refreshToken: Secret<string> | undefined;
  /** The refresh token that this one replaces: kept for a day. */
  readonly replacedRefreshToken: Secret<string> | null;
  readonly tokenType: string;
  readonly scope: string | undefined;
  readonly account: string | undefined;
  /** `null`: it never expires. */
  readonly accessExpiresAt: number | null;
  readonly accessExpirySource: "provider" | "template" | "assumed";
  readonly refreshExpiresAt: number | undefined;
  /** A grant given anew, renewed, or brought from another system. */
  readonly kind: "granted" | "refreshed" | "taken-over";
  /** When the answer arrived that brought it. */
  readonly obtainedAt: number;
  /** For `taken-over`: when it was granted there. */
  readonly grantedAt?: number;
  readonly settingsGeneration: number;
}

/**
 * Saves a token where its generation is still the one that was read (compare-and-swap), and ends the lease.
 * One round trip.
 * @returns whether it was saved; `false`: a newer one is there already
 */
export async function saveToken(
  db: Database,
  keys: KeyRing,
  save: { configId: string; generation: number; token: NewToken; now: number; marginSeconds: number; audit: Statement },
): Promise<boolean> {
  const { configId, generation, token, now } = save;
  const sealCell = (column: string, value: Secret<string> | null) =>
    sealOptional(keys, cellOf(configId, column), value);
  const secrets = {
    accessToken: await sealCell("access_token", token.accessToken),
    refreshToken: await sealCell("refresh_token", token.refreshToken ?? null),
    previous: await sealCell("previous_refresh_token", token.refreshToken ? token.replacedRefreshToken : null),
  };
  const [saved] = await writeBatch(db, [
    db.drizzle
      .update(tokens)
      .set({
        tokenType: token.tokenType,
        accessObtainedAt: token.obtainedAt,
        takenOverAt: null,
        accessExpiresAt: token.accessExpiresAt,
        accessExpirySource: token.accessExpirySource,
        ...(token.scope !== undefined && { scope: token.scope }),
        ...(token.account !== undefined && { account: token.account }),
        ...(token.refreshToken && { hasRefreshToken: true }),
        ...(token.refreshExpiresAt !== undefined && { refreshExpiresAt: token.refreshExpiresAt }),
        ...whenObtained(token, now),
        settingsGeneration: token.settingsGeneration,
        generation: generation + 1,
        ...noLease,
        ...noError,
      })
      .where(and(eq(tokens.configId, configId), eq(tokens.generation, generation)))
      .returning({ configId: tokens.configId }),
    upsertSecrets({ configId, ...secrets, previousUntil: now + DAY_MS }),
    scheduleTokens(db, { marginSeconds: save.marginSeconds, now, configId }),
    save.audit,
  ]);
  return saved?.rows.length === 1;
}

function whenObtained({ kind, obtainedAt, grantedAt = obtainedAt }: NewToken, now: number) {
  switch (kind) {
    case "refreshed":
      return { refreshedAt: obtainedAt };
    case "granted":
      return { obtainedAt, refreshedAt: null };
    case "taken-over":
      return { obtainedAt: grantedAt, refreshedAt: obtainedAt, takenOverAt: now };
  }
}

const noLease = { leaseOwner: null, leaseUntil: null, refreshSentAt: null } as const;
const noError = { attempts: 0, nextAttemptAt: null, error: null, errorClass: null, errorAt: null } as const;

/** Writes the sealed side, only where the statement before changed the token's row. */
function upsertSecrets(row: {
  configId: string;
  accessToken: string | null;
  refreshToken: string | null;
  previous: string | null;
  previousUntil: number;
}): Statement {
  return {
    toSQL: () => ({
      sql: `insert into token_secrets (config_id, access_token, refresh_token, previous_refresh_token, previous_until)
        select ?, ?, ?, ?, ? where changes() > 0
        on conflict (config_id) do update set
          access_token = excluded.access_token,
          refresh_token = coalesce(excluded.refresh_token, refresh_token),
          previous_until = iif(excluded.previous_refresh_token is null, previous_until, excluded.previous_until),
          previous_refresh_token = coalesce(excluded.previous_refresh_token, previous_refresh_token),
          spare_refresh_token = iif(excluded.refresh_token is null, spare_refresh_token, null)`,
      params: [row.configId, row.accessToken, row.refreshToken, row.previous, row.previousUntil],
    }),
  };
}

/** Keeps the refresh token of an answer that came too late to be saved, for one try before the grant is called dead. */
export async function keepSpareRefreshToken(
  db: Database,
  keys: KeyRing,
  configId: string,
  spare: Secret<string>,
): Promise<void> {
  const spareRefreshToken = await sealOptional(keys, cellOf(configId, "spare_refresh_token"), spare);
  await db.drizzle.update(tokenSecrets).set({ spareRefreshToken }).where(eq(tokenSecrets.configId, configId));
}

/** Forgets the spare and the previous refresh token: they were tried and refused. */
export async function dropSpareRefreshTokens(db: Database, configId: string): Promise<void> {
  await db.drizzle
    .update(tokenSecrets)
    .set({ spareRefreshToken: null, previousRefreshToken: null, previousUntil: null })
    .where(eq(tokenSecrets.configId, configId));
}

/**
 * Notes a failure where the token is still the one that was read, and ends this owner's lease. Nothing else changes:
 * tokens and dates stay.
 */
export async function saveFailure(
  db: Database,
  failed: {
    configId: string;
    generation: number;
    owner: string;
    failure: ProviderFailure;
    nextAttemptAt: number | null;
    /** When a request was sent whose answer never came; `undefined`: this one's. */
    unansweredSince: number | null | undefined;
    now: number;
    marginSeconds: number;
    audit: Statement;
  },
): Promise<void> {
  const { configId, failure, now } = failed;
  const mine = and(
    eq(tokens.configId, configId),
    eq(tokens.generation, failed.generation),
    eq(tokens.leaseOwner, failed.owner),
  );
  await writeBatch(db, [
    db.drizzle
      .update(tokens)
      .set({
        leaseOwner: null,
        leaseUntil: null,
        refreshSentAt: failed.unansweredSince,
        attempts: sql`${tokens.attempts} + 1`,
        nextAttemptAt: failed.nextAttemptAt,
        error: JSON.stringify(failure),
        errorClass: failure.class,
        errorAt: now,
      })
      .where(mine),
    scheduleTokens(db, { marginSeconds: failed.marginSeconds, now, configId }),
    failed.audit,
  ]);
}

/** Ends a lease that led to nothing we know of. That something may have been sent stays noted. */
export async function freeLease(
  db: Database,
  lease: { configId: string; owner: string; marginSeconds: number; now: number },
): Promise<void> {
  await writeBatch(db, [
    db.drizzle
      .update(tokens)
      .set({ leaseOwner: null, leaseUntil: null })
      .where(and(eq(tokens.configId, lease.configId), eq(tokens.leaseOwner, lease.owner))),
    scheduleTokens(db, lease),
  ]);
}

/** Forgets the last error, so that the token is tried again: what it was about has been edited. */
export function clearFailure(db: Database, configId: string): Statement {
  return db.drizzle.update(tokens).set(noError).where(eq(tokens.configId, configId));
}

/** Forgets the last failure of every configuration of an app registration, where it was for its settings' sake. */
export function clearFailuresOf(db: Database, appRegistrationId: string): Statement {
  const configs = db.drizzle
    .select({ id: tokenConfigs.id })
    .from(tokenConfigs)
    .where(eq(tokenConfigs.appRegistrationId, appRegistrationId));
  return db.drizzle
    .update(tokens)
    .set(noError)
    .where(and(inArray(tokens.configId, configs), eq(tokens.errorClass, "config")));
}

/** Forgets the tokens themselves: they belong to another client or another provider now. */
export function forgetTokens(db: Database, configId: string): Statement[] {
  return [
    db.drizzle
      .update(tokens)
      .set({
        ...noLease,
        ...noError,
        account: null,
        scope: null,
        obtainedAt: null,
        refreshedAt: null,
        accessObtainedAt: null,
        accessExpiresAt: null,
        accessExpirySource: null,
        renewAt: null,
        hasRefreshToken: false,
        refreshExpiresAt: null,
        settingsGeneration: null,
        generation: sql`${tokens.generation} + 1`,
      })
      .where(eq(tokens.configId, configId)),
    db.drizzle.delete(tokenSecrets).where(eq(tokenSecrets.configId, configId)),
  ];
}

/**
 * Sets from when a token counts as due and when the clock turns to it, of one configuration or of all. An access token
 * is due when less is left than the margin or a tenth of its lifetime, whichever is more, but at most half of it.
 * A grant with a refresh token is renewed once a day even when nobody reads it: idle refresh tokens die.
 */
export function scheduleTokens(
  db: Database,
  when: { marginSeconds: number; now: number; configId?: string },
): Statement {
  const lifetime = sql`(${tokens.accessExpiresAt} - ${tokens.accessObtainedAt})`;
  const renewAt = sql`${tokens.accessExpiresAt} - min(max(${when.marginSeconds * 1000}, ${lifetime} / 10), ${lifetime} / 2)`;
  const jitter = sql`abs(random() % 3600000)`;
  const keepAliveAt = sql`coalesce(${tokens.refreshedAt}, ${tokens.obtainedAt}) + ${DAY_MS} - ${jitter}`;
  const config = (column: string) =>
    sql`(select ${sql.identifier(column)} from ${tokenConfigs} where ${tokenConfigs.id} = ${tokens.configId})`;
  const byRefreshToken = sql`(${tokens.hasRefreshToken} and ${config("refresh_configured")})`;
  const byClient = sql`(${tokens.accessObtainedAt} is not null and ${config("grant")} = 'client_credentials')`;
  const dueAt = sql`case
    when ${config("validity")} <> 'valid' then null
    when ${tokens.leaseUntil} > ${when.now} then ${tokens.leaseUntil}
    when ${tokens.errorClass} <> 'transient' then null
    when not ${byRefreshToken} and not ${byClient} then null
    when ${tokens.attempts} > 0 then ${tokens.nextAttemptAt}
    when ${byClient} then iif(${config("keep_fresh")}, ${renewAt}, null)
    when ${config("keep_fresh")} then min(coalesce(${renewAt}, ${keepAliveAt}), ${keepAliveAt})
    else ${keepAliveAt} end`;
  return db.drizzle
    .update(tokens)
    .set({ renewAt: sql`cast(${renewAt} as integer)`, dueAt: sql`cast(${dueAt} as integer)` })
    .where(when.configId === undefined ? undefined : eq(tokens.configId, when.configId));
}

/** A token that is due, and where it stands in their order. */
export interface DueToken {
  readonly configId: string;
  readonly dueAt: number;
}

/** Tokens that are due, the most urgent first, from after the one given. One statement on the index. */
export async function dueTokens(
  db: Database,
  wanted: { now: number; limit: number; after: DueToken | null; minLifetimeMs: number },
): Promise<DueToken[]> {
  const { after } = wanted;
  const later =
    after === null
      ? undefined
      : or(gt(tokens.dueAt, after.dueAt), and(eq(tokens.dueAt, after.dueAt), gt(tokens.configId, after.configId)));
  const longEnough: SQL | undefined =
    wanted.minLifetimeMs > 0
      ? sql`(${tokens.accessExpiresAt} - ${tokens.accessObtainedAt} >= ${wanted.minLifetimeMs} or ${tokens.accessExpiresAt} is null)`
      : undefined;
  const rows = await db.drizzle
    .select({ configId: tokens.configId, dueAt: sql<number>`${tokens.dueAt}` })
    .from(tokens)
    .where(and(lte(tokens.dueAt, wanted.now), later, longEnough))
    .orderBy(asc(tokens.dueAt), asc(tokens.configId))
    .limit(wanted.limit);
  return rows;
}

/** When the next token is due, in ms; `null` when none will be. One statement on the index. */
export async function nextDueAt(db: Database): Promise<number | null> {
  const [row] = await db.drizzle
    .select({ at: sql<number | null>`min(${tokens.dueAt})` })
    .from(tokens)
    .where(sql`${tokens.dueAt} is not null`);
  return row?.at ?? null;
}
