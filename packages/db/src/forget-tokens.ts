import { eq, sql } from "drizzle-orm";
import type { Database, Statement } from "./database.ts";
import { tokenSecrets, tokens } from "./tables.ts";
import { noError, noLease } from "./token-at-rest.ts";

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
        refreshExpirySource: null,
        settingsGeneration: null,
        changedSettings: null,
        generation: sql`${tokens.generation} + 1`,
      })
      .where(eq(tokens.configId, configId)),
    db.drizzle.delete(tokenSecrets).where(eq(tokenSecrets.configId, configId)),
  ];
}
