import { and, asc, between, eq, gt, isNotNull, isNull, or } from "drizzle-orm";
import { overviewRows } from "./api-tables.ts";
import type { Database } from "./database.ts";
import { standings } from "./standings.ts";
import { tokenConfigs, tokens } from "./tables.ts";

/** A configuration whose refresh token ends, or will if it stays unused. */
export interface EndingToken {
  readonly id: string;
  readonly name: string;
  readonly template: string;
  readonly refreshExpiresAt: number | null;
  /** When the refresh token was last used, or given. */
  readonly refreshedAt: number | null;
  readonly obtainedAt: number | null;
}

const facts = {
  id: tokenConfigs.id,
  name: tokenConfigs.name,
  template: tokenConfigs.template,
  refreshExpiresAt: tokens.refreshExpiresAt,
  refreshedAt: tokens.refreshedAt,
  obtainedAt: tokens.obtainedAt,
};

/**
 * Grants with a refresh token that ends between two instants, or that has no date and that nothing renews: the clock
 * plans nothing, or its attempts fail. One statement.
 */
export async function endingTokens(db: Database, from: number, until: number): Promise<EndingToken[]> {
  const unused = and(isNull(tokens.refreshExpiresAt), or(isNull(tokens.dueAt), gt(tokens.attempts, 0)));
  return db.drizzle
    .select(facts)
    .from(tokens)
    .innerJoin(tokenConfigs, eq(tokenConfigs.id, tokens.configId))
    .where(
      and(
        eq(tokens.hasRefreshToken, true),
        isNotNull(tokens.obtainedAt),
        or(between(tokens.refreshExpiresAt, from, until), unused),
      ),
    )
    .orderBy(asc(tokenConfigs.name));
}

/**
 * Grants of configurations that are out of use for a while: nothing renews them, and they are wanted again. One
 * statement, on the overview's index: those in use cost nothing.
 */
export async function pausedGrants(db: Database): Promise<EndingToken[]> {
  return db.drizzle
    .select(facts)
    .from(overviewRows)
    .innerJoin(tokenConfigs, eq(tokenConfigs.id, overviewRows.configId))
    .innerJoin(tokens, eq(tokens.configId, overviewRows.configId))
    .where(
      and(
        eq(overviewRows.standing, standings.notInUse),
        eq(tokenConfigs.validity, "invalid-temporarily"),
        eq(tokens.hasRefreshToken, true),
      ),
    );
}
