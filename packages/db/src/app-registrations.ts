import type { Secret } from "@grantry/schema";
import { and, count, desc, eq, inArray, notInArray, type SQL, sql } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import { type ClientKeyRow, clientKeysAsJson } from "./client-keys.ts";
import type { Database, Statement } from "./database.ts";
import { type KeyRing, open, seal } from "./key-ring.ts";
import { clientKeys, clientSecrets } from "./registration-tables.ts";
import { appRegistrations, tokenConfigs } from "./tables.ts";

/** A client at the origin of a token endpoint. */
export interface AppRegistrationKey {
  readonly tokenOrigin: string;
  readonly clientId: string;
}

/** The registration of this client at this origin, if there is one. One statement. */
export async function findAppRegistration(
  db: Database,
  key: AppRegistrationKey,
): Promise<{ id: string; clientSecretSet: boolean; clientKeySet: boolean } | undefined> {
  const [row] = await db.drizzle
    .select({ id: appRegistrations.id, secrets: numberOf(db, clientSecrets), keys: numberOf(db, clientKeys) })
    .from(appRegistrations)
    .where(and(eq(appRegistrations.tokenOrigin, key.tokenOrigin), eq(appRegistrations.clientId, key.clientId)));
  return row && { id: row.id, clientSecretSet: row.secrets > 0, clientKeySet: row.keys > 0 };
}

/** How many of a registration's secrets or keys there are, as a column of a statement on `app_registrations`. */
function numberOf(db: Database, table: typeof clientSecrets | typeof clientKeys): SQL<number> {
  const own = db.drizzle
    .select({ number: count() })
    .from(table)
    .where(eq(table.appRegistrationId, appRegistrations.id));
  return sql<number>`(${own})`;
}

/** Adds a registration unless there is one for this client at this origin. */
export function insertAppRegistration(
  db: Database,
  row: AppRegistrationKey & { id: string; createdAt: number },
): Statement {
  return db.drizzle.insert(appRegistrations).values(row).onConflictDoNothing();
}

/** Replaces a registration's secrets by one. */
export async function replaceClientSecret(
  db: Database,
  keys: KeyRing,
  row: { id: string; appRegistrationId: string; secret: Secret<string>; expiresAt: number | null; createdAt: number },
): Promise<Statement[]> {
  return [
    db.drizzle.delete(clientSecrets).where(eq(clientSecrets.appRegistrationId, row.appRegistrationId)),
    ...(await insertClientSecret(db, keys, row)),
  ];
}

/** Notes when the provider lets the newest secret expire; one beside it keeps its own date. */
export function setClientSecretExpiry(db: Database, appRegistrationId: string, expiresAt: number | null): Statement {
  return db.drizzle
    .update(clientSecrets)
    .set({ expiresAt })
    .where(inArray(clientSecrets.id, ofNewestSecret(db, appRegistrationId, clientSecrets.id)));
}

/** A column of the secret that is tried first. */
function ofNewestSecret<C extends SQLiteColumn>(db: Database, appRegistrationId: string, column: C) {
  return db.drizzle
    .select({ column })
    .from(clientSecrets)
    .where(eq(clientSecrets.appRegistrationId, appRegistrationId))
    .orderBy(desc(clientSecrets.createdAt), desc(clientSecrets.id))
    .limit(1);
}

/** Removes registrations that no configuration uses any more. */
export function deleteUnusedAppRegistrations(db: Database): Statement {
  const used = db.drizzle.select({ id: tokenConfigs.appRegistrationId }).from(tokenConfigs);
  return db.drizzle.delete(appRegistrations).where(notInArray(appRegistrations.id, used));
}

/** What the form shows of a registration: what is set, when the newest secret expires, how many configurations share it. */
export async function appRegistrationFacts(
  db: Database,
  appRegistrationId: string,
): Promise<{
  tokenOrigin: string;
  clientId: string;
  clientSecretSet: boolean;
  clientKeySet: boolean;
  clientSecretExpiresAt: number | null;
  sharedBy: number;
}> {
  const expiryOf = ofNewestSecret(db, appRegistrationId, clientSecrets.expiresAt);
  const usersOf = db.drizzle
    .select({ number: count() })
    .from(tokenConfigs)
    .where(eq(tokenConfigs.appRegistrationId, appRegistrationId));
  const [row] = await db.drizzle
    .select({
      tokenOrigin: appRegistrations.tokenOrigin,
      clientId: appRegistrations.clientId,
      secrets: numberOf(db, clientSecrets),
      keys: numberOf(db, clientKeys),
      expiresAt: sql<number | null>`(${expiryOf})`,
      sharedBy: sql<number>`(${usersOf})`,
    })
    .from(appRegistrations)
    .where(eq(appRegistrations.id, appRegistrationId));
  if (!row) throw new Error(`app registration ${appRegistrationId} is gone although a configuration refers to it`);
  return {
    tokenOrigin: row.tokenOrigin,
    clientId: row.clientId,
    clientSecretSet: row.secrets > 0,
    clientKeySet: row.keys > 0,
    clientSecretExpiresAt: row.expiresAt,
    sharedBy: row.sharedBy,
  };
}

/** Every registration with its client secrets, newest first, by {@link registrationKey}. One statement. */
export async function allClientSecrets(
  db: Database,
  keys: KeyRing,
): Promise<Map<string, { id: string; clientSecrets: Secret<string>[] }>> {
  const rows = await db.drizzle
    .select({ registration: appRegistrations, secretId: clientSecrets.id, value: clientSecrets.secret })
    .from(appRegistrations)
    .leftJoin(clientSecrets, eq(clientSecrets.appRegistrationId, appRegistrations.id))
    .orderBy(desc(clientSecrets.createdAt));
  const found = new Map<string, { id: string; clientSecrets: Secret<string>[] }>();
  for (const { registration, secretId, value } of rows) {
    const key = registrationKey(registration);
    const entry = found.get(key) ?? { id: registration.id, clientSecrets: [] };
    found.set(key, entry);
    if (secretId === null || value === null) continue;
    entry.clientSecrets.push(await open(keys, { table: "client_secrets", column: "secret", row: secretId }, value));
  }
  return found;
}

/** One text for one client at one origin. */
export function registrationKey({ tokenOrigin, clientId }: AppRegistrationKey): string {
  return JSON.stringify([tokenOrigin, clientId]);
}

/** The client and origin of every registration, by id. One statement. */
export async function appRegistrationKeys(db: Database): Promise<Map<string, AppRegistrationKey>> {
  const rows = await db.drizzle.select().from(appRegistrations);
  return new Map(rows.map(({ id, tokenOrigin, clientId }) => [id, { tokenOrigin, clientId }]));
}

/** A registration as it may be shown: dates of its secrets, and who uses it. */
export interface AppRegistrationRow extends AppRegistrationKey {
  readonly id: string;
  readonly clientSecrets: readonly {
    readonly id: string;
    readonly createdAt: number;
    readonly expiresAt: number | null;
  }[];
  readonly clientKeys: readonly ClientKeyRow[];
  readonly tokenConfigs: { id: string; name: string }[];
}

/** Every registration, by client ID; with `id` that one alone. One statement. */
export async function listAppRegistrations(db: Database, id?: string): Promise<AppRegistrationRow[]> {
  const rows = await db.drizzle.all<AppRegistrationKey & Record<"id" | "secrets" | "keys" | "configs", string>>(sql`
    select r.id, r.client_id as "clientId", r.token_origin as "tokenOrigin",
      (select json_group_array(json_object('id', s.id, 'createdAt', s.created_at, 'expiresAt', s.expires_at)
        order by s.created_at desc) from client_secrets s where s.app_registration_id = r.id) as secrets,
      ${clientKeysAsJson} as keys,
      (select json_group_array(json_object('id', c.id, 'name', c.name) order by c.name)
        from token_configs c where c.app_registration_id = r.id) as configs
    from app_registrations r ${id === undefined ? sql`` : sql`where r.id = ${id}`}
    order by r.client_id, r.token_origin`);
  return rows.map(({ secrets, keys, configs, ...row }) => ({
    ...row,
    clientSecrets: JSON.parse(secrets),
    clientKeys: JSON.parse(keys),
    tokenConfigs: JSON.parse(configs),
  }));
}

/** One more secret of a registration. In a list: a statement of Drizzle's is sent when it is awaited. */
export async function insertClientSecret(
  db: Database,
  keys: KeyRing,
  row: { id: string; appRegistrationId: string; secret: Secret<string>; expiresAt: number | null; createdAt: number },
): Promise<Statement[]> {
  const cell = { table: "client_secrets", column: "secret", row: row.id };
  return [db.drizzle.insert(clientSecrets).values({ ...row, secret: await seal(keys, cell, row.secret) })];
}

export function deleteClientSecret(db: Database, id: string): Statement {
  return db.drizzle.delete(clientSecrets).where(eq(clientSecrets.id, id));
}
