import type { Secret } from "@grantry/schema";
import { and, desc, eq, isNotNull, or, sql } from "drizzle-orm";
import { importEntries } from "./api-tables.ts";
import { asStatement, type Database, type Statement } from "./database.ts";
import { type KeyRing, open, seal, sealOptional } from "./key-ring.ts";
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

/** Puts entries where {@link applyImport} finds them. Nothing else changes. */
export async function stagedImportEntries(
  db: Database,
  keys: KeyRing,
  staged: { importId: string; now: number; entries: readonly NewImportEntry[] },
): Promise<Statement[]> {
  if (staged.entries.length === 0) return [];
  const rows = await Promise.all(
    staged.entries.map(async ({ document, entryMembers, newClientSecret, ...entry }) => ({
      ...entry,
      importId: staged.importId,
      stagedAt: staged.now,
      document: await seal(keys, documentCell(entry.configId), document),
      entryMembers: await seal(keys, entryMembersCell(entry.configId), entryMembers),
      clientSecretId: newClientSecret?.id ?? null,
      clientSecret: await sealOptional(keys, secretCell(newClientSecret?.id ?? ""), newClientSecret?.secret ?? null),
    })),
  );
  return [db.drizzle.insert(importEntries).values(rows)];
}

const secretCell = (row: string) => ({ table: "client_secrets", column: "secret", row });

/** An app registration that an import brings or adds to, as far as it has come. */
export interface StagedRegistration {
  readonly id: string;
  readonly tokenOrigin: string;
  readonly clientId: string;
  /** The newest first. */
  readonly newClientSecrets: readonly Secret<string>[];
}

/** The app registrations of what is put aside so far. One statement. */
export async function stagedRegistrations(
  db: Database,
  keys: KeyRing,
  importId: string,
): Promise<StagedRegistration[]> {
  const { registrationId, tokenOrigin, clientId, clientSecretId, clientSecret } = importEntries;
  const rows = await db.drizzle
    .select({ registrationId, tokenOrigin, clientId, clientSecretId, clientSecret })
    .from(importEntries)
    .where(eq(importEntries.importId, importId))
    .orderBy(desc(importEntries.position));
  return Promise.all(
    [...Map.groupBy(rows, (row) => row.registrationId)].map(async ([id, group]) => ({
      id,
      tokenOrigin: group[0]?.tokenOrigin ?? "",
      clientId: group[0]?.clientId ?? "",
      newClientSecrets: await Promise.all(
        group.flatMap((row) =>
          row.clientSecretId && row.clientSecret ? [open(keys, secretCell(row.clientSecretId), row.clientSecret)] : [],
        ),
      ),
    })),
  );
}

/** What else changes once an import becomes real. */
export interface ImportConsequences {
  /** Configurations whose tokens belong to another origin from now on. */
  readonly forgotten: readonly string[];
  /** Configurations whose last failure no longer counts. */
  readonly triedAgain: readonly string[];
  /** App registrations that get another secret. */
  readonly secretsEnteredAt: readonly string[];
}

/** One statement. */
export async function importConsequences(db: Database, importId: string): Promise<ImportConsequences> {
  const { configId, registrationId, tokenBecomes, clientSecretId } = importEntries;
  const rows = await db.drizzle
    .select({ configId, registrationId, tokenBecomes, clientSecretId })
    .from(importEntries)
    .where(
      and(eq(importEntries.importId, importId), or(isNotNull(tokenBecomes), isNotNull(importEntries.clientSecretId))),
    );
  const whose = (what: string) => rows.filter((row) => row.tokenBecomes === what).map((row) => row.configId);
  const entered = rows.filter((row) => row.clientSecretId !== null).map((row) => row.registrationId);
  return {
    forgotten: whose("forgotten"),
    triedAgain: whose("tried-again"),
    secretsEnteredAt: [...new Set(entered)],
  };
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
