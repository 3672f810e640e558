import { eq, inArray, sql } from "drizzle-orm";
import type { AuditEvent } from "./audit-events.ts";
import { asStatement, type Database, type Statement, writeBatch } from "./database.ts";
import type { KeyRing } from "./key-ring.ts";
import type { Sealed } from "./sealed.ts";
import { tokenConfigs, tokenSecrets, tokens } from "./tables.ts";
import { type GrantSecrets, writeSecretsOfGrants } from "./taken-over-secrets.ts";
import { noError, noLease } from "./token-at-rest.ts";
import { NOBODY_ASKED_MS } from "./token-history.ts";
import { scheduleTheseTokens } from "./token-schedule.ts";

/** The token of a configuration, as far as it matters to a grant that may replace it. */
export interface ReplaceableToken {
  readonly configId: string;
  readonly name: string;
  readonly generation: number;
  readonly settingsGeneration: number;
  readonly accessObtainedAt: number | null;
  readonly refreshToken: Sealed | null;
}

/** Tokens of configurations of these names, by name. One statement. */
export async function replaceableTokens(
  db: Database,
  names: readonly string[],
): Promise<Map<string, ReplaceableToken>> {
  const rows = await db.drizzle
    .select({
      configId: tokenConfigs.id,
      name: tokenConfigs.name,
      generation: tokens.generation,
      settingsGeneration: tokenConfigs.settingsGeneration,
      accessObtainedAt: tokens.accessObtainedAt,
      refreshToken: tokenSecrets.refreshToken,
    })
    .from(tokenConfigs)
    .innerJoin(tokens, eq(tokens.configId, tokenConfigs.id))
    .leftJoin(tokenSecrets, eq(tokenSecrets.configId, tokenConfigs.id))
    .where(inArray(tokenConfigs.name, sql`(select value from json_each(${JSON.stringify(names)}))`));
  return new Map(rows.map((row) => [row.name, row]));
}

/** A grant that was given to another system. */
export interface GrantFromElsewhere extends GrantSecrets {
  readonly replaces: ReplaceableToken;
  readonly grantedAt: number;
  /** When its access token was obtained. */
  readonly obtainedAt: number;
  /** `null`: it never expires. */
  readonly accessExpiresAt: number | null;
  /** `null` keeps what is stored. */
  readonly refreshExpiresAt: number | null;
  readonly auditId: string;
  readonly historyId: string;
}

/**
 * Saves grants, each where the token it replaces is still the one that was read (compare-and-swap). However many they
 * are, it is one round trip of six statements; what is read for each comes as one JSON text.
 * @returns when the clock turns to each that was saved, by configuration; who is missing has a newer token
 */
export async function takeOverTokens(
  db: Database,
  keys: KeyRing,
  taken: {
    readonly grants: readonly GrantFromElsewhere[];
    readonly now: number;
    readonly marginSeconds: number;
    readonly audit: Pick<AuditEvent, "actor" | "action">;
  },
): Promise<Map<string, number | null>> {
  const { grants, marginSeconds, now } = taken;
  if (grants.length === 0) return new Map();
  const facts = JSON.stringify(grants.map(factsOf));
  const results = await writeBatch(db, [
    // What depends on a token being replaced comes before that: afterwards nothing tells which were.
    await writeSecretsOfGrants(keys, { grants, now }),
    ...linesAbout(facts, taken),
    replaceTokens(db, facts, now),
    scheduleTheseTokens(db, { marginSeconds, now, configIds: grants.map(({ replaces }) => replaces.configId) }),
  ]);
  const [replaced, scheduled] = results.slice(-2).map(({ rows }) => rows);
  const dueAt = new Map(scheduled?.map((row) => [String(row["config_id"]), row["due_at"] as number | null])); // integer
  return new Map(replaced?.map((row) => [String(row["config_id"]), dueAt.get(String(row["config_id"])) ?? null]));
}

function factsOf({ replaces, refreshToken, ...grant }: GrantFromElsewhere) {
  const { grantedAt, obtainedAt, accessExpiresAt, refreshExpiresAt, auditId, historyId } = grant;
  const { configId, generation, name, settingsGeneration } = replaces;
  const told = { grantedAt, obtainedAt, accessExpiresAt, refreshExpiresAt, auditId, historyId };
  return { ...told, configId, generation, name, settingsGeneration, hasRefreshToken: refreshToken ? 1 : 0 };
}

/** One line of history and one of the audit log for each token that is about to be replaced, and their total. */
function linesAbout(
  facts: string,
  { audit: { action, actor }, now }: { audit: Pick<AuditEvent, "actor" | "action">; now: number },
): Statement[] {
  const replaceable = sql`from json_each(${facts}) e
    cross join tokens t on t.config_id = e.value ->> 'configId' and t.generation = e.value ->> 'generation'`;
  const statements = [
    sql`insert into audit_events (id, at, actor_kind, actor_id, actor_label, action, subject_id, subject_label)
      select e.value ->> 'auditId', ${now}, ${actor.kind}, ${actor.id}, ${actor.label}, ${action}, t.config_id,
        e.value ->> 'name' ${replaceable}`,
    sql`insert into token_history (id, config_id, at, kind, outcome)
      select e.value ->> 'historyId', t.config_id, ${now}, 'take-over', 'succeeded' ${replaceable}`,
    sql`insert into token_request_totals (provider, kind, outcome, within_ms, count, total_ms)
      select r.token_origin, 'take-over', 'succeeded', ${NOBODY_ASKED_MS}, count(*), 0 ${replaceable}
        join token_configs c on c.id = t.config_id join app_registrations r on r.id = c.app_registration_id
      group by r.token_origin
      on conflict do update set count = count + excluded.count`,
  ];
  return statements.map((statement) => asStatement(statement));
}

function replaceTokens(db: Database, facts: string, now: number): Statement {
  const its = (member: keyof ReturnType<typeof factsOf>) => sql`e.value ->> ${sql.raw(`'${member}'`)}`;
  return db.drizzle
    .update(tokens)
    .set({
      tokenType: "Bearer",
      obtainedAt: sql`${its("grantedAt")}`,
      refreshedAt: sql`${its("obtainedAt")}`,
      takenOverAt: now,
      accessObtainedAt: sql`${its("obtainedAt")}`,
      accessExpiresAt: sql`${its("accessExpiresAt")}`,
      accessExpirySource: "provider",
      hasRefreshToken: sql`${tokens.hasRefreshToken} or ${its("hasRefreshToken")}`,
      refreshExpiresAt: sql`coalesce(${its("refreshExpiresAt")}, ${tokens.refreshExpiresAt})`,
      refreshExpirySource: sql`iif(${its("refreshExpiresAt")} is null, ${tokens.refreshExpirySource}, 'provider')`,
      settingsGeneration: sql`${its("settingsGeneration")}`,
      changedSettings: null,
      generation: sql`${tokens.generation} + 1`,
      ...noLease,
      ...noError,
    })
    .from(sql`json_each(${facts}) e`)
    .where(sql`${tokens.configId} = ${its("configId")} and ${tokens.generation} = ${its("generation")}`)
    .returning({ configId: tokens.configId });
}
