import type { Client, ResultSet } from "@libsql/core/api";
import { fillPlaceholders, type SQL } from "drizzle-orm";
import type { LibSQLDatabase } from "drizzle-orm/libsql";
import { drizzle } from "drizzle-orm/libsql/http";
import { SQLiteAsyncDialect } from "drizzle-orm/sqlite-core";

/** A database as the statements of this package use it: SQLite's dialect everywhere, embedded or by HTTP. */
export interface Database {
  readonly drizzle: LibSQLDatabase;
  readonly client: Client;
  /** Whether each request to it is a way over the network. */
  readonly isRemote: boolean;
  /**
   * A number that differs from the last one when anything in these tables, else in any, may have changed since. Asked
   * before anything remembered is used.
   */
  readonly changeStamp: (tables?: readonly string[]) => number;
}

export function databaseOn(client: Client, given: Pick<Database, "isRemote" | "changeStamp">): Database {
  return { drizzle: drizzle({ client }), client, ...given };
}

/** A statement that is built but not sent. */
export interface Statement {
  toSQL(): { sql: string; params: unknown[] };
}

const dialect = new SQLiteAsyncDialect();

/** A statement written out as SQL. */
export function asStatement(statement: SQL): Statement {
  return { toSQL: () => dialect.sqlToQuery(statement) };
}

/**
 * A query that is built once for each database: Drizzle takes ten times as long to build one as SQLite to answer it.
 * What differs from one call to the next is a `sql.placeholder(name)` in it.
 */
export function keptQuery<Q>(build: (db: Database) => Q): (db: Database) => Q {
  const kept = new WeakMap<Database, Q>();
  return (db) => {
    const query = kept.get(db) ?? build(db);
    kept.set(db, query);
    return query;
  };
}

/** The same for a statement of a batch. @returns what makes it of the values of its placeholders */
export function keptStatement<V extends Readonly<Record<string, unknown>>>(
  build: (db: Database) => Statement,
): (db: Database, values: V) => Statement {
  const kept = keptQuery((db) => build(db).toSQL());
  return (db, values) => {
    const { sql, params } = kept(db);
    return { toSQL: () => ({ sql, params: fillPlaceholders(params, values) }) };
  };
}

/** Reads the rows that a statement gives: `R` is what its SQL says, values as SQLite keeps them. One round trip. */
export async function readRows<R extends object>(db: Database, statement: Statement): Promise<R[]> {
  const { rows } = await db.client.execute(built(statement));
  return rows as unknown[] as R[];
}

/** The same of several statements, which see one state of the database. One round trip. */
export async function readTogether<T extends readonly object[]>(
  db: Database,
  statements: { readonly [K in keyof T]: Statement },
): Promise<{ [K in keyof T]: T[K][] }> {
  const results = await db.client.batch(statements.map(built), "read");
  return results.map(({ rows }) => rows) as unknown[] as { [K in keyof T]: T[K][] };
}

/** What a write inside a batch did, in the order of the statements. */
export interface BatchResult {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly rowsAffected: number;
}

/**
 * Sends statements as one transaction and one round trip: all of them take effect or none. Conditions belong into
 * their SQL; with `RETURNING`, count the rows (`rowsAffected` is 0 then).
 */
export async function writeBatch(db: Database, statements: readonly Statement[]): Promise<BatchResult[]> {
  const results = await db.client.batch(statements.map(built), "write");
  return results.map((result: ResultSet) => ({
    rows: result.rows as unknown as readonly Readonly<Record<string, unknown>>[],
    rowsAffected: result.rowsAffected,
  }));
}

function built(statement: Statement): { sql: string; args: never[] } {
  const { sql, params } = statement.toSQL();
  return { sql, args: params as never[] }; // Drizzle has mapped them to what the driver takes
}

/** Whether the database refused a statement because a unique index already holds the value. */
export function isUniqueViolation(error: unknown, index: string): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (cause.message.includes("UNIQUE constraint failed") && cause.message.includes(index)) return true;
  }
  return false;
}

/** Ends a batch with an error, and so undoes it, when the statement before changed nothing. */
export function failUnlessChanged(): Statement {
  return { toSQL: () => ({ sql: "select case when changes() = 0 then json('conflict') end", params: [] }) };
}

/** Whether a batch was undone because what it was to change had changed meanwhile. */
export function isConflict(error: unknown): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (cause.message.includes("malformed JSON")) return true;
  }
  return false;
}
