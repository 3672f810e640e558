import { type Database, KeyRingError, keptValue, schemaVersion } from "@grantry/db";
import { secret } from "@grantry/schema";
import type { Context } from "./context.ts";

/** The newest schema that this program knows. A test compares it with the migrations. */
export const knownSchemaVersion = 26;

type Readiness = { readonly ready: true } | { readonly ready: false; readonly reason: string; readonly action: string };

/** Whether this program can work here: its database, its schema, its key ring. */
export async function readiness(ctx: Pick<Context, "db" | "platform">): Promise<Readiness> {
  const schema = await schemaReadiness(ctx.db);
  if (!schema.ready) return schema;
  try {
    await proveKeyRing(ctx);
    return schema;
  } catch (error) {
    if (!(error instanceof KeyRingError)) throw error;
    return {
      ready: false,
      reason: `The key ring does not open this database: ${error.message}.`,
      action: "Set GRANTRY_KEYS to the key ring that belongs to it.",
    };
  }
}

/** Whether the database can be reached and has the schema that this program needs. */
export async function schemaReadiness(db: Database): Promise<Readiness> {
  let version: number;
  try {
    version = await schemaVersion(db);
  } catch (error) {
    return {
      ready: false,
      reason: `The database cannot be reached: ${String(error)}`,
      action: "Check GRANTRY_DATABASE_URL and the database server.",
    };
  }
  if (version < knownSchemaVersion) {
    return {
      ready: false,
      reason: `The database has schema version ${version}, ${knownSchemaVersion} is needed.`,
      action: "Run grantry migrate.",
    };
  }
  if (version > knownSchemaVersion) {
    return {
      ready: false,
      reason: `The database has schema version ${version}, this program knows ${knownSchemaVersion}.`,
      action: "Run the newer program.",
    };
  }
  return { ready: true };
}

/**
 * Proves that the key ring opens what this database holds, by a value that was sealed when the database was new.
 * @throws KeyRingError when it does not
 */
export async function proveKeyRing({ db, platform }: Pick<Context, "db" | "platform">): Promise<void> {
  const expected = "grantry";
  const kept = await keptValue(db, platform.keys, "key-ring-proof", () => secret(expected));
  if (kept.reveal() !== expected) throw new KeyRingError("the key ring opens another database's values");
}
