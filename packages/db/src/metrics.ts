import { eq, sql } from "drizzle-orm";
import { tokenRequestTotals } from "./api-tables.ts";
import type { Database } from "./database.ts";
import { tokenConfigs, tokens } from "./tables.ts";
import type { TokenConfigRow, TokenRow } from "./token-configs.ts";

export type RequestTotalRow = typeof tokenRequestTotals.$inferSelect;

/** Every request that was ever made, by provider, kind, outcome and duration. One statement. */
export async function requestTotals(db: Database): Promise<RequestTotalRow[]> {
  return db.drizzle.select().from(tokenRequestTotals);
}

/** What a token's status follows from. */
export type StatusRow = Pick<TokenConfigRow, "validity"> &
  Pick<TokenRow, "accessObtainedAt" | "accessExpiresAt" | "renewAt" | "leaseUntil" | "errorClass" | "attempts">;

/** The facts of all tokens that statuses follow from. One statement. */
export async function statusFacts(db: Database): Promise<StatusRow[]> {
  return db.drizzle
    .select({
      validity: tokenConfigs.validity,
      accessObtainedAt: tokens.accessObtainedAt,
      accessExpiresAt: tokens.accessExpiresAt,
      renewAt: tokens.renewAt,
      leaseUntil: tokens.leaseUntil,
      errorClass: tokens.errorClass,
      attempts: tokens.attempts,
    })
    .from(tokens)
    .innerJoin(tokenConfigs, eq(tokenConfigs.id, tokens.configId));
}

/**
 * When the next access token expires, and when the most urgent work was due, ms; without what the clock leaves to its
 * readers. One statement on two indexes.
 */
export async function clockFacts(
  db: Database,
  { now, minLifetimeMs }: { now: number; minLifetimeMs: number },
): Promise<{ nextExpiryAt: number | null; mostOverdueAt: number | null }> {
  return db.drizzle.get(sql`select
    (select min(access_expires_at) from tokens where access_expires_at > ${now}) as "nextExpiryAt",
    (select min(due_at) from tokens where due_at <= ${now}
      and (${minLifetimeMs} = 0 or access_expires_at is null or access_expires_at - access_obtained_at >= ${minLifetimeMs})) as "mostOverdueAt"`);
}
