import { type Database, type KeyRing, keptValue } from "@grantry/db";
import { type Secret, secret } from "@grantry/schema";

/** The secret that signs session cookies: random, made once, sealed in the database. */
export function sessionSecret(db: Database, keys: KeyRing, randomText: () => string): Promise<Secret<string>> {
  return keptValue(db, keys, "session-secret", () => secret(randomText()));
}
