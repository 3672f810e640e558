import type { Database } from "./database.ts";

/** One step of the schema, as generated: statements apart by `--> statement-breakpoint`. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

export class DatabaseNewerError extends Error {
  override readonly name = "DatabaseNewerError";
  constructor(found: number, known: number) {
    super(`the database has schema version ${found}, this program knows ${known}`);
  }
}

/** Writes nothing, but fails where nothing can be written: better told at start than when a token has to be saved. */
export async function proveWritable(db: Database): Promise<void> {
  await db.client.execute("UPDATE schema_versions SET version = version WHERE false");
}

/** Version of the newest migration that the database has; 0 for an empty one. One statement. */
export async function schemaVersion(db: Database): Promise<number> {
  const tables = await db.client.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'schema_versions'");
  if (Number(tables.rows[0]?.[0]) === 0) return 0;
  const newest = await db.client.execute("SELECT coalesce(max(version), 0) FROM schema_versions");
  return Number(newest.rows[0]?.[0]);
}

/**
 * Brings the schema up to the newest migration, each in a transaction of its own. Several programs may do so at once:
 * the row of `schema_versions` can be written only once, and whoever comes second reads again and goes on.
 * @returns how many were applied here
 * @throws DatabaseNewerError when the database was made by a newer program
 */
export async function migrate(db: Database, migrations: readonly Migration[], now: number): Promise<number> {
  const known = migrations.at(-1)?.version ?? 0;
  let applied = 0;
  for (const migration of migrations) {
    const current = await schemaVersion(db);
    if (current > known) throw new DatabaseNewerError(current, known);
    if (current >= migration.version) continue;
    try {
      await db.client.batch(statementsOf(migration, now), "write");
      applied += 1;
    } catch (error) {
      if ((await schemaVersion(db)) < migration.version) throw error;
    }
  }
  return applied;
}

function statementsOf(migration: Migration, now: number): { sql: string; args: (string | number)[] }[] {
  const marker = {
    sql: "INSERT INTO schema_versions (version, name, applied_at) VALUES (?, ?, ?)",
    args: [migration.version, migration.name, now],
  };
  const statements = migration.sql
    .split("--> statement-breakpoint")
    .map((sql) => ({ sql: sql.trim(), args: [] as (string | number)[] }))
    .filter(({ sql }) => sql !== "");
  // The first migration makes the table that the marker goes into; its own CREATE TABLE is what only one can do.
  return migration.version === 1 ? [...statements, marker] : [marker, ...statements];
}
