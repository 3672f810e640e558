import { and, asc, eq, gt, inArray, isNull, lte, or, type SQL, sql } from "drizzle-orm";
import { type Database, keptStatement, type Statement } from "./database.ts";
import { appRegistrations, tokenConfigs, tokens } from "./tables.ts";

const DAY_MS = 86_400_000;
/** After so long without a refresh a grant is due to be kept alive, however short-lived its access tokens are. */
const KEPT_ALIVE_MS = DAY_MS - 3_600_000;

/**
 * Sets from when a token counts as due and when the clock turns to it, of one configuration or of all. An access token
 * is due when less is left than the margin or a tenth of its lifetime, whichever is more, but at most half of it.
 * A grant with a refresh token is renewed once a day even when nobody reads it: idle refresh tokens die.
 */
export function scheduleTokens(
  db: Database,
  { marginSeconds, now, configId }: { marginSeconds: number; now: number; configId?: string },
): Statement {
  const when = { marginMs: marginSeconds * 1000, now };
  return configId === undefined ? scheduleAll(db, when) : scheduleOne(db, { ...when, configId });
}

/** The same of some, whichever they are. It returns `config_id` and `due_at` of each. */
export function scheduleTheseTokens(
  db: Database,
  { marginSeconds, now, configIds }: { marginSeconds: number; now: number; configIds: readonly string[] },
): Statement {
  return scheduleSome(db, { marginMs: marginSeconds * 1000, now, configIds: JSON.stringify(configIds) });
}

const scheduleAll = keptStatement<{ marginMs: number; now: number }>((db) => scheduled(db, undefined));
const scheduleOne = keptStatement<{ marginMs: number; now: number; configId: string }>((db) =>
  scheduled(db, eq(tokens.configId, sql.placeholder("configId"))),
);
const scheduleSome = keptStatement<{ marginMs: number; now: number; configIds: string }>((db) =>
  scheduled(
    db,
    inArray(tokens.configId, sql`(select value from json_each(${sql.placeholder("configIds")}))`),
  ).returning({ configId: tokens.configId, dueAt: tokens.dueAt }),
);

function scheduled(db: Database, which: SQL | undefined) {
  const [marginMs, now] = [sql.placeholder("marginMs"), sql.placeholder("now")];
  const lifetime = sql`(${tokens.accessExpiresAt} - ${tokens.accessObtainedAt})`;
  const renewAt = sql`${tokens.accessExpiresAt} - min(max(${marginMs}, ${lifetime} / 10), ${lifetime} / 2)`;
  const jitter = sql`abs(random() % 3600000)`;
  const keepAliveAt = sql`coalesce(${tokens.refreshedAt}, ${tokens.obtainedAt}) + ${DAY_MS} - ${jitter}`;
  const config = (column: string) =>
    sql`(select ${sql.identifier(column)} from ${tokenConfigs} where ${tokenConfigs.id} = ${tokens.configId})`;
  const byRefreshToken = sql`(${tokens.hasRefreshToken} and ${config("refresh_configured")})`;
  const byClient = sql`(${tokens.accessObtainedAt} is not null and ${config("grant")} in ('client_credentials', 'jwt_bearer', 'token_exchange'))`;
  const dueAt = sql`case
    when ${config("validity")} <> 'valid' then null
    when ${tokens.leaseUntil} > ${now} then ${tokens.leaseUntil}
    when ${tokens.errorClass} <> 'transient' then null
    when not ${byRefreshToken} and not ${byClient} then null
    when ${tokens.attempts} > 0 then ${tokens.nextAttemptAt}
    when ${byClient} then iif(${config("keep_fresh")}, ${renewAt}, null)
    when ${config("keep_fresh")} then min(coalesce(${renewAt}, ${keepAliveAt}), ${keepAliveAt})
    else ${keepAliveAt} end`;
  return db.drizzle
    .update(tokens)
    .set({ renewAt: sql`cast(${renewAt} as integer)`, dueAt: sql`cast(${dueAt} as integer)` })
    .where(which);
}

/** A token that is due, where it stands in their order, and whom its refresh asks. */
export interface DueToken {
  readonly configId: string;
  readonly dueAt: number;
  readonly tokenOrigin: string;
}

/**
 * Tokens that are due, the most urgent first, from after the one given. One statement on the index.
 * @param wanted.minLifetimeMs access tokens that live shorter are left out, but for a grant that would die unused
 */
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
      ? or(
          sql`${tokens.accessExpiresAt} - ${tokens.accessObtainedAt} >= ${wanted.minLifetimeMs}`,
          isNull(tokens.accessExpiresAt),
          and(
            tokens.hasRefreshToken,
            sql`coalesce(${tokens.refreshedAt}, ${tokens.obtainedAt}) <= ${wanted.now - KEPT_ALIVE_MS}`,
          ),
        )
      : undefined;
  const rows = await db.drizzle
    .select({
      configId: tokens.configId,
      dueAt: sql<number>`${tokens.dueAt}`,
      tokenOrigin: appRegistrations.tokenOrigin,
    })
    .from(tokens)
    .innerJoin(tokenConfigs, eq(tokenConfigs.id, tokens.configId))
    .innerJoin(appRegistrations, eq(appRegistrations.id, tokenConfigs.appRegistrationId))
    .where(and(lte(tokens.dueAt, wanted.now), later, longEnough))
    .orderBy(asc(tokens.dueAt), asc(tokens.configId))
    .limit(wanted.limit);
  return rows;
}

/** Puts tokens off that are due: somebody has them in hand. One statement. @returns those that were still due */
export async function putOffDue(
  db: Database,
  configIds: readonly string[],
  when: { now: number; until: number },
): Promise<string[]> {
  const rows = await db.drizzle
    .update(tokens)
    .set({ dueAt: when.until })
    .where(and(inArray(tokens.configId, [...configIds]), lte(tokens.dueAt, when.now)))
    .returning({ configId: tokens.configId });
  return rows.map(({ configId }) => configId);
}

/** When the next token is due, in ms; `null` when none will be. One statement on the index. */
export async function nextDueAt(db: Database): Promise<number | null> {
  const [row] = await db.drizzle
    .select({ at: sql<number | null>`min(${tokens.dueAt})` })
    .from(tokens)
    .where(sql`${tokens.dueAt} is not null`);
  return row?.at ?? null;
}
