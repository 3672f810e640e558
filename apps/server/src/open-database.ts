import { existsSync, mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import {
  type Database,
  DatabaseNewerError,
  migrate,
  openRemoteDatabase,
  proveWritable,
  schemaVersion,
} from "@grantry/db";
import { DatabaseMissingError, openEmbeddedDatabase, readMigrations } from "@grantry/db/node";
import { type Environment, EnvironmentError } from "./environment.ts";

export interface OpenedDatabase {
  readonly db: Database;
  /** Whether it held nothing before. */
  readonly state: "new" | "existing";
}

/** What a command may do about the database: `serve`, `start` and `migrate` make and migrate it, others do neither. */
export type DatabaseUse = "create-and-migrate" | "refuse-missing";

/**
 * Opens the database that the environment names.
 * @throws EnvironmentError when it is missing, locked, read-only, newer than the program, or no database
 */
export async function openDatabase(environment: Environment, use: DatabaseUse): Promise<OpenedDatabase> {
  const { databaseUrl } = environment;
  try {
    const db = open(environment, use);
    const version = await schemaVersion(db);
    const known = readMigrations().length;
    if (version > known) throw new DatabaseNewerError(version, known);
    if (use === "create-and-migrate") await migrate(db, readMigrations(), Date.now());
    else if (version < known) throw new EnvironmentError(`${databaseUrl} has an older schema. Run grantry migrate.`);
    await proveWritable(db);
    return { db, state: version === 0 ? "new" : "existing" };
  } catch (error) {
    if (error instanceof EnvironmentError) throw error;
    throw new EnvironmentError(explain(error, databaseUrl), { cause: error });
  }
}

function open(environment: Environment, use: DatabaseUse): Database {
  const { databaseUrl, databaseAuthToken: authToken } = environment;
  if (!databaseUrl.startsWith("file:")) return openRemoteDatabase({ url: databaseUrl, authToken }, Date.now);
  const path = resolve(databaseUrl.replace(/^file:(\/\/)?/, ""));
  if (use === "create-and-migrate" && !existsSync(path)) mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  return openEmbeddedDatabase(path, use === "create-and-migrate" ? "create" : "refuse");
}

function explain(error: unknown, databaseUrl: string): string {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof DatabaseMissingError) {
    return `There is no database at ${error.path}. Check GRANTRY_DATABASE_URL; grantry migrate or grantry serve makes a new one.`;
  }
  if (error instanceof DatabaseNewerError)
    return `${databaseUrl}: ${message}. Run the newer program, or restore a backup.`;
  if (/readonly|read-only/i.test(message))
    return `${databaseUrl} cannot be written. Check the rights on the file and its folder.`;
  if (/locked|busy/i.test(message)) return `${databaseUrl} is locked by another program. Stop it, then try again.`;
  if (/not a database|malformed|corrupt/i.test(message))
    return `${databaseUrl} is not a libSQL database, or is damaged. Restore a backup.`;
  return `${databaseUrl} cannot be opened (${message}). Check GRANTRY_DATABASE_URL and the rights on it.`;
}
