import { and, asc, eq, isNotNull, isNull, lte, or, type SQL, sql } from "drizzle-orm";
import type { Database } from "./database.ts";
import { tokenConfigs, tokens } from "./tables.ts";
import type { TokenRow } from "./token-configs.ts";

/** Configurations whose token may need a notification; core decides which. One statement. */
export async function troubledTokens(
  db: Database,
  now: number,
): Promise<
  {
    name: string;
    grant: string;
    refreshConfigured: boolean;
    notifyExpiredToken: boolean;
    notifyExpiredRefreshToken: boolean;
    token: TokenRow;
  }[]
> {
  const troubled: SQL | undefined = or(
    isNull(tokens.accessObtainedAt),
    isNotNull(tokens.error),
    lte(tokens.accessExpiresAt, now),
    lte(tokens.refreshExpiresAt, now),
    eq(tokens.hasRefreshToken, false),
  );
  return db.drizzle
    .select({
      name: tokenConfigs.name,
      grant: tokenConfigs.grant,
      refreshConfigured: tokenConfigs.refreshConfigured,
      notifyExpiredToken: tokenConfigs.notifyExpiredToken,
      notifyExpiredRefreshToken: tokenConfigs.notifyExpiredRefreshToken,
      token: tokens,
    })
    .from(tokenConfigs)
    .innerJoin(tokens, eq(tokens.configId, tokenConfigs.id))
    .where(and(eq(tokenConfigs.validity, "valid"), troubled))
    .orderBy(asc(tokenConfigs.name));
}

/**
 * What the banner shows changes only when one of these does: the counter that triggers raise, and the newest expiry
 * that has passed. One statement, three look-ups on indexes.
 */
export async function bannerStamp(db: Database, now: number): Promise<{ counter: number; boundary: number }> {
  const row = await db.drizzle.get<{ counter: number; boundary: number }>(sql`select
    (select value from change_counter where id = 1) as counter,
    max(
      coalesce((select max(access_expires_at) from tokens where access_expires_at <= ${now}), 0),
      coalesce((select max(refresh_expires_at) from tokens where refresh_expires_at <= ${now}), 0)
    ) as boundary`);
  return row;
}

/** When the banner's next boundary passes, in ms; `null`: none is known. One statement on the indexes. */
export async function nextBannerBoundary(db: Database, now: number): Promise<number | null> {
  const row = await db.drizzle.get<{ next: number | null }>(sql`select min(at) as next from (
    select min(access_expires_at) as at from tokens where access_expires_at > ${now}
    union all select min(refresh_expires_at) from tokens where refresh_expires_at > ${now})`);
  return row.next;
}
