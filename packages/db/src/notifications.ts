import { and, asc, eq, inArray, lt, lte, type SQL, sql } from "drizzle-orm";
import { union } from "drizzle-orm/sqlite-core";
import { overviewRows } from "./api-tables.ts";
import type { Database } from "./database.ts";
import { standings } from "./standings.ts";
import { tokenConfigs, tokens } from "./tables.ts";
import type { TokenRow } from "./token-configs.ts";

/**
 * Configurations in use whose token may need a notification; core decides which. One statement: rows are found on
 * indexes, so that ten thousand healthy tokens cost nothing.
 */
export async function troubledTokens(
  db: Database,
  now: number,
  refreshEndsBefore: number,
): Promise<
  {
    name: string;
    template: string;
    grant: string;
    appRegistrationId: string;
    createdAt: number;
    refreshConfigured: boolean;
    notifyExpiredToken: boolean;
    notifyExpiredRefreshToken: boolean;
    token: TokenRow;
  }[]
> {
  const row = (troubled: SQL | undefined) =>
    db.drizzle.select({ id: overviewRows.configId }).from(overviewRows).where(troubled);
  const { standing, expiresAt, lacksRefreshToken } = overviewRows;
  const found = union(
    row(lt(standing, standings.obtained)),
    row(and(eq(standing, standings.obtained), lte(expiresAt, now))),
    row(sql`${lacksRefreshToken} = 1`), // as the partial index has it: a bound value would not meet it
    db.drizzle.select({ id: tokens.configId }).from(tokens).where(lte(tokens.refreshExpiresAt, refreshEndsBefore)),
  );
  return db.drizzle
    .select({
      name: tokenConfigs.name,
      template: tokenConfigs.template,
      grant: tokenConfigs.grant,
      appRegistrationId: tokenConfigs.appRegistrationId,
      createdAt: tokenConfigs.createdAt,
      refreshConfigured: tokenConfigs.refreshConfigured,
      notifyExpiredToken: tokenConfigs.notifyExpiredToken,
      notifyExpiredRefreshToken: tokenConfigs.notifyExpiredRefreshToken,
      token: tokens,
    })
    .from(tokenConfigs)
    .innerJoin(tokens, eq(tokens.configId, tokenConfigs.id))
    .where(and(eq(tokenConfigs.validity, "valid"), inArray(tokenConfigs.id, found)))
    .orderBy(asc(tokenConfigs.name));
}

/** An app registration whose secret or certificate is missing or ends soon, with the configurations that need it. */
export interface TroubledRegistration {
  readonly id: string;
  readonly clientId: string;
  readonly createdAt: number;
  /** What it proves itself with. */
  readonly by: "secret" | "certificate";
  /** When the last of them ends; `null`: it has none. */
  readonly endsAt: number | null;
  readonly configs: readonly { readonly id: string; readonly name: string }[];
}

/**
 * Registrations whose last client secret or last certificate ends before an instant, or that came from a file without
 * anything to prove themselves with. One statement.
 */
export async function troubledRegistrations(db: Database, endsBefore: number): Promise<TroubledRegistration[]> {
  const rows = await db.drizzle.all<{
    id: string;
    clientId: string;
    createdAt: number;
    by: TroubledRegistration["by"];
    endsAt: number | null;
    configs: string;
  }>(sql`
    select r.id, r.client_id as "clientId", r.created_at as "createdAt", coalesce(s.by, 'secret') as by, max(coalesce(s.expires_at, ${NEVER})) as "endsAt",
      (select json_group_array(json_object('id', c.id, 'name', c.name) order by c.name) from token_configs c
        where c.app_registration_id = r.id and c.validity = 'valid') as configs
    from app_registrations r left join (
      select id, app_registration_id, expires_at, 'secret' as by from client_secrets
      union all select id, app_registration_id, expires_at, 'certificate' from client_keys
    ) s on s.app_registration_id = r.id
    group by r.id, s.by
    having (s.id is not null and max(coalesce(s.expires_at, ${NEVER})) <= ${endsBefore})
      or (s.id is null and exists (select 1 from token_configs c join token_config_documents d on d.config_id = c.id
        where c.app_registration_id = r.id and d.entry_members is not null))`);
  return rows
    .map(({ configs, endsAt, ...row }) => ({
      ...row,
      endsAt: endsAt === NEVER ? null : endsAt,
      configs: JSON.parse(configs),
    }))
    .filter(({ configs }) => configs.length > 0);
}

const NEVER = Number.MAX_SAFE_INTEGER;

/** How long before its end something is told, ms. */
export interface Horizons {
  readonly clientSecret: number;
  readonly refreshToken: number;
}

/**
 * What the banner shows changes only when one of these does: the counter that triggers raise, and the newest instant
 * that has passed: an expiry, or the horizon before one. One statement, look-ups on indexes.
 */
export async function bannerStamp(
  db: Database,
  now: number,
  before: Horizons,
): Promise<{ counter: number; boundary: number }> {
  const row = await db.drizzle.get<{ counter: number; boundary: number }>(sql`select
    (select value from change_counter where id = 1) as counter,
    max(
      coalesce((select max(access_expires_at) from tokens where access_expires_at <= ${now}), 0),
      coalesce((select max(refresh_expires_at) from tokens where refresh_expires_at <= ${now}), 0),
      coalesce((select max(refresh_expires_at) from tokens where refresh_expires_at <= ${now + before.refreshToken}), 0)
        - ${before.refreshToken},
      coalesce((select max(expires_at) from client_secrets where expires_at <= ${now}), 0),
      coalesce((select max(expires_at) from client_secrets where expires_at <= ${now + before.clientSecret}), 0)
        - ${before.clientSecret},
      coalesce((select max(expires_at) from client_keys where expires_at <= ${now}), 0),
      coalesce((select max(expires_at) from client_keys where expires_at <= ${now + before.clientSecret}), 0)
        - ${before.clientSecret}
    ) as boundary`);
  return row;
}

/** When the banner's next boundary passes, in ms; `null`: none is known. One statement on the indexes. */
export async function nextBannerBoundary(db: Database, now: number, before: Horizons): Promise<number | null> {
  const row = await db.drizzle.get<{ next: number | null }>(sql`select min(at) as next from (
    select min(access_expires_at) as at from tokens where access_expires_at > ${now}
    union all select min(refresh_expires_at) from tokens where refresh_expires_at > ${now}
    union all select min(refresh_expires_at) - ${before.refreshToken} from tokens
      where refresh_expires_at > ${now + before.refreshToken}
    union all select min(expires_at) from client_secrets where expires_at > ${now}
    union all select min(expires_at) - ${before.clientSecret} from client_secrets
      where expires_at > ${now + before.clientSecret}
    union all select min(expires_at) from client_keys where expires_at > ${now}
    union all select min(expires_at) - ${before.clientSecret} from client_keys
      where expires_at > ${now + before.clientSecret})`);
  return row.next;
}
