import type { Secret } from "@grantry/schema";
import { eq, lt, sql } from "drizzle-orm";
import { importEntries } from "./api-tables.ts";
import { asStatement, type Database, type Statement } from "./database.ts";
import { type KeyRing, seal, sealOptional } from "./key-ring.ts";
import { documentCell, entryMembersCell } from "./token-config-documents.ts";

/** A checked entry of a file. */
export interface NewImportEntry
  extends Omit<
    typeof importEntries.$inferInsert,
    "importId" | "stagedAt" | "document" | "entryMembers" | "clientSecret" | "clientSecretId"
  > {
  /** JSON texts: any member may hold a secret. */
  readonly document: Secret<string>;
  readonly entryMembers: Secret<string>;
  /** A secret that its registration does not have yet. */
  readonly newClientSecret: { readonly id: string; readonly secret: Secret<string> } | null;
}

/** Entries that are staged longer than this were left behind by a process that ended. */
const STALE_MS = 3_600_000;

/** Puts entries where {@link applyImport} finds them. Nothing else changes. One statement. */
export async function stageImportEntries(
  db: Database,
  keys: KeyRing,
  staged: { importId: string; now: number; entries: readonly NewImportEntry[] },
): Promise<void> {
  const rows = await Promise.all(
    staged.entries.map(async ({ document, entryMembers, newClientSecret, ...entry }) => ({
      ...entry,
      importId: staged.importId,
      stagedAt: staged.now,
      document: await seal(keys, documentCell(entry.configId), document),
      entryMembers: await seal(keys, entryMembersCell(entry.configId), entryMembers),
      clientSecretId: newClientSecret?.id ?? null,
      clientSecret: await sealOptional(
        keys,
        { table: "client_secrets", column: "secret", row: newClientSecret?.id ?? "" },
        newClientSecret?.secret ?? null,
      ),
    })),
  );
  await db.drizzle.insert(importEntries).values(rows);
}

/**
 * Makes what was staged real: configurations with documents and empty tokens, registrations, secrets. A configuration
 * that changed since it was read makes the whole batch fail (see `isConflict`); a name that was taken meanwhile does
 * so on `token_configs.name`.
 */
export function applyImport(importId: string, now: number): Statement[] {
  const of = sql`from import_entries e where e.import_id = ${importId}`;
  const statements = [
    sql`select case when exists (
      select 1 from import_entries e left join token_configs c on c.id = e.config_id and c.version = e.read_version
      where e.import_id = ${importId} and e.read_version is not null and c.id is null
    ) then json('conflict') end`,
    sql`insert into app_registrations (id, token_origin, client_id, created_at)
      select min(e.registration_id), e.token_origin, e.client_id, ${now} ${of} group by e.token_origin, e.client_id
      on conflict do nothing`,
    sql`insert into client_secrets (id, app_registration_id, secret, created_at)
      select e.client_secret_id, ${registrationOf}, e.client_secret, ${now} ${of} and e.client_secret is not null`,
    sql`insert into token_configs (id, name, template, "grant", validity, app_registration_id, subject_token_config,
        refresh_configured, keep_fresh, notify_expired_token, notify_expired_refresh_token, created_at, updated_at)
      select e.config_id, e.name, e.template, e."grant", e.validity, ${registrationOf}, e.subject_token_config,
        e.refresh_configured, e.keep_fresh, e.notify_expired_token, e.notify_expired_refresh_token, ${now}, ${now}
      ${of} and e.read_version is null order by e.position`,
    sql`update token_configs set template = e.template, "grant" = e."grant", validity = e.validity,
        app_registration_id = ${registrationOf}, subject_token_config = e.subject_token_config,
        refresh_configured = e.refresh_configured, keep_fresh = e.keep_fresh,
        notify_expired_token = e.notify_expired_token, notify_expired_refresh_token = e.notify_expired_refresh_token,
        updated_at = ${now}, version = token_configs.version + 1,
        settings_generation = token_configs.settings_generation + e.settings_changed
      from import_entries e
      where e.import_id = ${importId} and e.read_version is not null and e.config_id = token_configs.id`,
    sql`insert into token_config_documents (config_id, document, entry_members)
      select e.config_id, e.document, e.entry_members ${of}
      on conflict (config_id) do update set document = excluded.document, entry_members = excluded.entry_members`,
    sql`insert into tokens (config_id) select e.config_id ${of} and e.read_version is null`,
    sql`delete from import_entries where import_id = ${importId}`,
  ];
  return statements.map((statement) => asStatement(statement));
}

const registrationOf = sql`(select r.id from app_registrations r
  where r.token_origin = e.token_origin and r.client_id = e.client_id)`;

/** How many entries an import has put aside. One statement. */
export async function countImportEntries(db: Database, importId: string): Promise<number> {
  return db.drizzle.$count(importEntries, eq(importEntries.importId, importId));
}

/** Removes what an import staged that was not applied, and what others left behind. */
export async function dropImport(db: Database, importId: string, now: number): Promise<void> {
  await db.drizzle.delete(importEntries).where(eq(importEntries.importId, importId));
  await db.drizzle.delete(importEntries).where(lt(importEntries.stagedAt, now - STALE_MS));
}
