import { secret, type TokenConfigDocument } from "@grantry/schema";
import { and, asc, eq, or, type Placeholder, sql } from "drizzle-orm";
import { type Database, failUnlessChanged, keptQuery, type Statement } from "./database.ts";
import { type KeyRing, seal } from "./key-ring.ts";
import { appRegistrations, tokenConfigDocuments, tokenConfigs, tokens } from "./tables.ts";
import { documentCell } from "./token-config-documents.ts";
import { isUnused } from "./token-config-users.ts";

/** A configuration as its plain columns tell. */
export type TokenConfigRow = typeof tokenConfigs.$inferSelect;
/** A token's facts, nothing sealed. */
export type TokenRow = typeof tokens.$inferSelect;

const selectTokenConfig = keptQuery((db) =>
  db.drizzle
    .select({
      config: tokenConfigs,
      token: tokens,
      clientId: appRegistrations.clientId,
      tokenOrigin: appRegistrations.tokenOrigin,
    })
    .from(tokenConfigs)
    .innerJoin(tokens, eq(tokens.configId, tokenConfigs.id))
    .innerJoin(appRegistrations, eq(appRegistrations.id, tokenConfigs.appRegistrationId))
    .where(isCalled(sql.placeholder("nameOrId")))
    .prepare(),
);

/** A configuration by id or name, with its token's facts. One statement. */
export async function findTokenConfig(
  db: Database,
  nameOrId: string,
): Promise<{ config: TokenConfigRow; token: TokenRow; clientId: string; tokenOrigin: string } | undefined> {
  return calledBest(await selectTokenConfig(db).all({ nameOrId }), nameOrId);
}

export function isCalled(nameOrId: string | Placeholder) {
  return or(eq(tokenConfigs.id, nameOrId), eq(tokenConfigs.name, nameOrId));
}

/** A name may look like another configuration's id; the id wins. */
export function calledBest<T extends { config: TokenConfigRow }>(rows: readonly T[], nameOrId: string): T | undefined {
  return rows.find(({ config }) => config.id === nameOrId) ?? rows[0];
}

type NewTokenConfig = Omit<typeof tokenConfigs.$inferInsert, "appRegistrationId" | "version" | "settingsGeneration">;
interface Registration {
  readonly tokenOrigin: string;
  readonly clientId: string;
}

/** A new configuration with its document and an empty token. Fails on `token_configs.name` when the name is taken. */
export async function insertTokenConfig(
  db: Database,
  keys: KeyRing,
  row: NewTokenConfig & { document: TokenConfigDocument; registration: Registration },
): Promise<Statement[]> {
  const { document, registration, ...config } = row;
  const sealedDocument = await seal(keys, documentCell(config.id), secret(JSON.stringify(document)));
  return [
    db.drizzle.insert(tokenConfigs).values({ ...config, appRegistrationId: sql`${registrationId(db, registration)}` }),
    db.drizzle.insert(tokenConfigDocuments).values({ configId: config.id, document: sealedDocument }),
    db.drizzle.insert(tokens).values({ configId: config.id }),
  ];
}

/**
 * Replaces a configuration where its version is still the one that was read; otherwise makes the whole batch fail
 * with “malformed JSON”, so that nothing of it is kept.
 */
export async function updateTokenConfig(
  db: Database,
  keys: KeyRing,
  change: Omit<NewTokenConfig, "createdAt"> & {
    readonly readVersion: number;
    readonly settingsChanged: boolean;
    /** All of it, members that nobody knows too. */
    readonly document: object;
    readonly registration: Registration;
  },
): Promise<Statement[]> {
  const { id, document, registration, readVersion, settingsChanged, ...columns } = change;
  const sealedDocument = await seal(keys, documentCell(id), secret(JSON.stringify(document)));
  const settingsGeneration = settingsChanged
    ? sql`${tokenConfigs.settingsGeneration} + 1`
    : tokenConfigs.settingsGeneration;
  return [
    db.drizzle
      .update(tokenConfigs)
      .set({
        ...columns,
        appRegistrationId: sql`${registrationId(db, registration)}`,
        version: sql`${tokenConfigs.version} + 1`,
        settingsGeneration: sql`${settingsGeneration}`,
      })
      .where(and(eq(tokenConfigs.id, id), eq(tokenConfigs.version, readVersion))),
    failUnlessChanged(),
    db.drizzle
      .update(tokenConfigDocuments)
      .set({ document: sealedDocument })
      .where(eq(tokenConfigDocuments.configId, id)),
  ];
}

/** Deletes a configuration where nobody uses it; otherwise makes the whole batch fail, as an update does. */
export function deleteTokenConfig(db: Database, id: string): Statement[] {
  return [db.drizzle.delete(tokenConfigs).where(and(eq(tokenConfigs.id, id), isUnused(id))), failUnlessChanged()];
}

function registrationId(db: Database, { tokenOrigin, clientId }: Registration) {
  return db.drizzle
    .select({ id: appRegistrations.id })
    .from(appRegistrations)
    .where(and(eq(appRegistrations.tokenOrigin, tokenOrigin), eq(appRegistrations.clientId, clientId)));
}

/** What an import has to know of every configuration. One statement. */
export async function configsByName(
  db: Database,
): Promise<Map<string, { id: string; version: number; grant: string; appRegistrationId: string }>> {
  const rows = await db.drizzle
    .select({
      name: tokenConfigs.name,
      id: tokenConfigs.id,
      version: tokenConfigs.version,
      grant: tokenConfigs.grant,
      appRegistrationId: tokenConfigs.appRegistrationId,
    })
    .from(tokenConfigs);
  return new Map(rows.map(({ name, ...facts }) => [name, facts]));
}

/** Configurations as a file names them, by name and id. One statement. */
export function configsForExport(db: Database): Promise<TokenConfigRow[]> {
  return db.drizzle.select().from(tokenConfigs).orderBy(asc(tokenConfigs.name), asc(tokenConfigs.id));
}

/** What a token exchange takes its token from. */
export interface SubjectRow {
  readonly id: string;
  readonly name: string;
  /** Where its tokens come from. */
  readonly tokenOrigin: string;
  /** Whether its own token is, by one exchange or several, the very configuration's that asks. */
  readonly comesFromIt: boolean;
}

/** The configuration that a name or id stands for, as the subject of configuration `of`. One statement. */
export async function findSubject(
  db: Database,
  { nameOrId, of }: { nameOrId: string; of: string | null },
): Promise<SubjectRow | undefined> {
  const [row] = await db.drizzle.all<Omit<SubjectRow, "comesFromIt"> & { comesFromIt: number }>(sql`
    with recursive chain(id) as (
      select id from token_configs where id = ${nameOrId} or name = ${nameOrId}
      union
      select s.id from chain join token_configs c on c.id = chain.id
        join token_configs s on s.id = c.subject_token_config or s.name = c.subject_token_config
    )
    select c.id, c.name, r.token_origin as "tokenOrigin", exists (select 1 from chain where id = ${of}) as "comesFromIt"
    from token_configs c join app_registrations r on r.id = c.app_registration_id
    where c.id = ${nameOrId} or c.name = ${nameOrId} order by c.id = ${nameOrId} desc limit 1`);
  return row && { ...row, comesFromIt: row.comesFromIt === 1 };
}

/** Whoever exchanges the tokens of a configuration follows its new name. */
export function renameInExchanges(db: Database, from: string, to: string): Statement {
  return db.drizzle
    .update(tokenConfigs)
    .set({ subjectTokenConfig: to })
    .where(eq(tokenConfigs.subjectTokenConfig, from));
}
