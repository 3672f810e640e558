import { and, desc, eq, exists, isNull, or, type SQL, sql } from "drizzle-orm";
import { apiKeys } from "./api-tables.ts";
import type { Database, Statement } from "./database.ts";

export type ApiKeyRow = typeof apiKeys.$inferSelect;

export async function findApiKey(db: Database, hash: string): Promise<ApiKeyRow | undefined> {
  const [row] = await selectApiKey(db, hash);
  return row;
}

/** The statement of it, to be sent beside others. */
export function selectApiKey(db: Database, hash: string) {
  return db.drizzle.select().from(apiKeys).where(eq(apiKeys.hash, hash));
}

/** Whether a key of this hash is good: a condition on other statements. */
export function isGoodKey(db: Database, hash: string): SQL {
  const good = db.drizzle
    .select({ id: apiKeys.id })
    .from(apiKeys)
    .where(and(eq(apiKeys.hash, hash), isNull(apiKeys.revokedAt)));
  return exists(good);
}

export async function listApiKeys(db: Database): Promise<ApiKeyRow[]> {
  return db.drizzle.select().from(apiKeys).orderBy(desc(apiKeys.createdAt), desc(apiKeys.id));
}

export function insertApiKey(db: Database, row: typeof apiKeys.$inferInsert): Statement {
  return db.drizzle.insert(apiKeys).values(row);
}

/** A key that is still good, by id or name, the newest of that name. */
export async function findUsableApiKey(db: Database, nameOrId: string): Promise<ApiKeyRow | undefined> {
  const rows = await db.drizzle
    .select()
    .from(apiKeys)
    .where(and(or(eq(apiKeys.id, nameOrId), eq(apiKeys.name, nameOrId)), isNull(apiKeys.revokedAt)))
    .orderBy(desc(apiKeys.createdAt));
  return rows.find(({ id }) => id === nameOrId) ?? rows[0];
}

export function revokeApiKey(db: Database, id: string, now: number): Statement {
  return db.drizzle
    .update(apiKeys)
    .set({ revokedAt: now })
    .where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt)));
}

/** Notes that a key was used. */
export async function touchApiKey(db: Database, id: string, now: number): Promise<void> {
  await db.drizzle.update(apiKeys).set({ lastUsedAt: now }).where(eq(apiKeys.id, id));
}

/** Keys that are limited to a configuration by its name go on with its new name, and with nothing else of the old one. */
export function renameInApiKeys(db: Database, from: string, to: string): Statement {
  const listed = sql`json_each(${apiKeys.tokenConfigs})`;
  return db.drizzle
    .update(apiKeys)
    .set({ tokenConfigs: sql`(select json_group_array(iif(value = ${from}, ${to}, value)) from ${listed})` })
    .where(and(isNull(apiKeys.revokedAt), sql`exists (select 1 from ${listed} where value = ${from})`));
}
