import type { GrantSettingName, HistoryKind, HistoryOutcome } from "@grantry/schema";
import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { sealed } from "./sealed.ts";

// Every `*_at` is an instant in milliseconds since 1970, UTC. Ids are UUIDv7.

export const settings = sqliteTable("settings", {
  name: text("name").primaryKey(),
  value: text("value", { mode: "json" }).$type<unknown>().notNull(),
  updatedAt: integer("updated_at").notNull(),
  updatedBy: text("updated_by").notNull(),
});

/** A client at a token endpoint: what a provider calls an app registration. Any number of configurations share one. */
export const appRegistrations = sqliteTable(
  "app_registrations",
  {
    id: text("id").primaryKey(),
    /** Origin of the token endpoint: secrets are never sent to another. */
    tokenOrigin: text("token_origin").notNull(),
    clientId: text("client_id").notNull(),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [uniqueIndex("app_registrations_client").on(t.tokenOrigin, t.clientId)],
);

/** What lists, clocks and polls need of a configuration. The document lies sealed beside it. */
export const tokenConfigs = sqliteTable(
  "token_configs",
  {
    id: text("id").primaryKey(),
    name: text("name").notNull(),
    template: text("template").notNull(),
    grant: text("grant").notNull(),
    validity: text("validity").notNull(),
    appRegistrationId: text("app_registration_id")
      .notNull()
      .references(() => appRegistrations.id),
    /** The configuration, by name, whose access token is exchanged for this one's; `null`: none. The document follows it. */
    subjectTokenConfig: text("subject_token_config"),
    /** Whether the document describes a refresh request. */
    refreshConfigured: integer("refresh_configured", { mode: "boolean" }).notNull(),
    keepFresh: integer("keep_fresh", { mode: "boolean" }).notNull(),
    notifyExpiredToken: integer("notify_expired_token", { mode: "boolean" }).notNull(),
    notifyExpiredRefreshToken: integer("notify_expired_refresh_token", { mode: "boolean" }).notNull(),
    /** +1 with every edit: the ETag. */
    version: integer("version").notNull().default(1),
    /** +1 when client, scope or endpoints change: a grant given under a former one is marked. */
    settingsGeneration: integer("settings_generation").notNull().default(1),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [
    uniqueIndex("token_configs_name").on(t.name),
    index("token_configs_updated").on(t.updatedAt),
    index("token_configs_app_registration").on(t.appRegistrationId),
    index("token_configs_subject").on(t.subjectTokenConfig).where(sql`${t.subjectTokenConfig} is not null`),
  ],
);

/** The whole document: any member may hold a secret. */
export const tokenConfigDocuments = sqliteTable("token_config_documents", {
  configId: text("config_id")
    .primaryKey()
    .references(() => tokenConfigs.id, { onDelete: "cascade" }),
  document: sealed("document").notNull(),
  /** What stood beside `Name`, `Config` and `ValidID` in the file it was imported from, as it came. */
  entryMembers: sealed("entry_members"),
});

/** The token in force, one row per configuration, and who may replace it. */
export const tokens = sqliteTable(
  "tokens",
  {
    configId: text("config_id")
      .primaryKey()
      .references(() => tokenConfigs.id, { onDelete: "cascade" }),
    account: text("account"),
    scope: text("scope"),
    tokenType: text("token_type"),
    /** When the grant was given; `null`: never. */
    obtainedAt: integer("obtained_at"),
    /** When a refresh last succeeded. */
    refreshedAt: integer("refreshed_at"),
    /** When the grant came from another system; `null` once a token was obtained here. */
    takenOverAt: integer("taken_over_at"),
    /** When the access token in force was obtained; `null`: there is none. */
    accessObtainedAt: integer("access_obtained_at"),
    /** `null` with an access token in force: it never expires. */
    accessExpiresAt: integer("access_expires_at"),
    /** `provider`, `template`, or `assumed`. */
    accessExpirySource: text("access_expiry_source"),
    /** From when on the access token counts as due. */
    renewAt: integer("renew_at"),
    hasRefreshToken: integer("has_refresh_token", { mode: "boolean" }).notNull().default(false),
    refreshExpiresAt: integer("refresh_expires_at"),
    /** `provider`: its answer; `rule`: what the document names as its provider's; `null`: not known. */
    refreshExpirySource: text("refresh_expiry_source", { enum: ["provider", "rule"] }),
    /** The configuration's `settings_generation` when the grant was given. */
    settingsGeneration: integer("settings_generation"),
    /** Names of the settings that changed since then; `null`: none, or not known which. */
    changedSettings: text("changed_settings", { mode: "json" }).$type<GrantSettingName[]>(),
    /** When the clock has something to do; while leased, when the lease ends; `null`: nothing. */
    dueAt: integer("due_at"),
    /** +1 with every save; compared before the next. */
    generation: integer("generation").notNull().default(0),
    leaseOwner: text("lease_owner"),
    leaseUntil: integer("lease_until"),
    /** Set when a refresh leaves, cleared by its answer: still set, an answer was lost. */
    refreshSentAt: integer("refresh_sent_at"),
    /** Failures in a row. */
    attempts: integer("attempts").notNull().default(0),
    nextAttemptAt: integer("next_attempt_at"),
    /** Facts of the last failure (a ProviderFailure), put into words when read. */
    error: text("error"),
    errorClass: text("error_class"),
    errorAt: integer("error_at"),
  },
  (t) => [
    index("tokens_due").on(t.dueAt).where(sql`${t.dueAt} is not null`),
    index("tokens_access_expiry").on(t.accessExpiresAt).where(sql`${t.accessExpiresAt} is not null`),
    index("tokens_refresh_expiry").on(t.refreshExpiresAt).where(sql`${t.refreshExpiresAt} is not null`),
  ],
);

/** What only `open` may read, apart from what lists and clocks read. */
export const tokenSecrets = sqliteTable("token_secrets", {
  configId: text("config_id")
    .primaryKey()
    .references(() => tokenConfigs.id, { onDelete: "cascade" }),
  accessToken: sealed("access_token"),
  refreshToken: sealed("refresh_token"),
  /** The refresh token just replaced, kept for a day. */
  previousRefreshToken: sealed("previous_refresh_token"),
  previousUntil: integer("previous_until"),
  /** Lost a compare-and-swap; tried once before the grant is called dead. */
  spareRefreshToken: sealed("spare_refresh_token"),
});

/** Started authorizations, kept a day past their end with their outcome. */
export const authorizations = sqliteTable(
  "authorizations",
  {
    id: text("id").primaryKey(),
    configId: text("config_id")
      .notNull()
      .references(() => tokenConfigs.id, { onDelete: "cascade" }),
    /** SHA-256 of the state, base64url: the state itself is stored nowhere. */
    stateHash: text("state_hash").notNull(),
    /** SHA-256 of the binding cookie's value; `null`: started with no browser. */
    browserHash: text("browser_hash"),
    verifier: sealed("verifier"),
    redirectUri: text("redirect_uri").notNull(),
    language: text("language").notNull(),
    startedBy: text("started_by").notNull(),
    settingsGeneration: integer("settings_generation").notNull(),
    startedAt: integer("started_at").notNull(),
    expiresAt: integer("expires_at").notNull(),
    usedAt: integer("used_at"),
    /** SHA-256 of the query that used it: the same one again is shown the outcome. */
    usedByHash: text("used_by_hash"),
    endedAt: integer("ended_at"),
    outcome: text("outcome"),
  },
  (t) => [uniqueIndex("authorizations_state").on(t.stateHash), index("authorizations_expiry").on(t.expiresAt)],
);

/** Every authorization and refresh, as long as the setting `History::RetentionDays` says. */
export const tokenHistory = sqliteTable(
  "token_history",
  {
    id: text("id").primaryKey(),
    configId: text("config_id")
      .notNull()
      .references(() => tokenConfigs.id, { onDelete: "cascade" }),
    /** When the answer had come, or it was clear that none would. */
    at: integer("at").notNull(),
    kind: text("kind").$type<HistoryKind>().notNull(),
    /** `succeeded`, or the class of the failure. */
    outcome: text("outcome").$type<HistoryOutcome>().notNull(),
    /** From the start until `at`; `null`: nobody was asked. */
    durationMs: integer("duration_ms"),
    /** Why it failed (a HistoryCause), put into words when read. */
    cause: text("cause"),
  },
  (t) => [index("token_history_config").on(t.configId, t.id), index("token_history_at").on(t.at)],
);

/** Append-only. */
export const auditEvents = sqliteTable(
  "audit_events",
  {
    id: text("id").primaryKey(),
    at: integer("at").notNull(),
    actorKind: text("actor_kind").notNull(),
    actorId: text("actor_id").notNull(),
    actorLabel: text("actor_label").notNull(),
    action: text("action").notNull(),
    subjectId: text("subject_id"),
    subjectLabel: text("subject_label"),
    details: text("details", { mode: "json" }).$type<Readonly<Record<string, unknown>>>(),
  },
  (t) => [
    // Ids are in the order of time.
    index("audit_events_subject").on(t.subjectId, t.id),
    index("audit_events_action").on(t.action, t.id),
    index("audit_events_actor").on(t.actorKind, t.id),
  ],
);
