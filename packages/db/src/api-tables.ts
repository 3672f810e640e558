import type { HistoryKind, HistoryOutcome } from "@grantry/schema";
import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { HeldKey } from "./key-ring.ts";
import { sealed } from "./sealed.ts";
import { tokenConfigs } from "./tables.ts";

// Apart from tables.ts, so that the callback does not load them.

/** What was applied to this database, one row per migration. */
export const schemaVersions = sqliteTable("schema_versions", {
  version: integer("version").primaryKey(),
  name: text("name").notNull(),
  appliedAt: integer("applied_at").notNull(),
});

/** Programs that serve this database, and the keys that each holds: a key seals only once all of them open with it. */
export const hosts = sqliteTable("hosts", {
  id: text("id").primaryKey(),
  name: text("name").notNull(),
  /** In the order of its ring: the first one seals. */
  keys: text("keys", { mode: "json" }).$type<readonly HeldKey[]>().notNull(),
  seenAt: integer("seen_at").notNull(),
});

/** The one row (`id` 1) that triggers raise when something changes that the banner may show. */
export const changeCounter = sqliteTable("change_counter", {
  id: integer("id").primaryKey(),
  value: integer("value").notNull(),
});

/** Templates that people made from a file of theirs. The document has no client and no secret. */
export const ownTemplates = sqliteTable(
  "own_templates",
  {
    id: text("id").primaryKey(),
    name: text("name").notNull(),
    document: sealed("document").notNull(),
    createdAt: integer("created_at").notNull(),
    createdBy: text("created_by").notNull(),
  },
  (t) => [uniqueIndex("own_templates_name").on(t.name)],
);

/** A file on its way in: checked entries wait here, so that one short batch makes them configurations, all or none. */
export const importEntries = sqliteTable(
  "import_entries",
  {
    importId: text("import_id").notNull(),
    position: integer("position").notNull(),
    stagedAt: integer("staged_at").notNull(),
    configId: text("config_id").notNull(),
    /** The version that is overwritten; `null`: a new configuration. */
    readVersion: integer("read_version"),
    name: text("name").notNull(),
    template: text("template").notNull(),
    grant: text("grant").notNull(),
    validity: text("validity").notNull(),
    tokenOrigin: text("token_origin").notNull(),
    clientId: text("client_id").notNull(),
    /** The registration's id, if it is not there yet. */
    registrationId: text("registration_id").notNull(),
    clientSecretId: text("client_secret_id"),
    clientSecret: sealed("client_secret"),
    subjectTokenConfig: text("subject_token_config"),
    refreshConfigured: integer("refresh_configured", { mode: "boolean" }).notNull(),
    keepFresh: integer("keep_fresh", { mode: "boolean" }).notNull(),
    notifyExpiredToken: integer("notify_expired_token", { mode: "boolean" }).notNull(),
    notifyExpiredRefreshToken: integer("notify_expired_refresh_token", { mode: "boolean" }).notNull(),
    settingsChanged: integer("settings_changed", { mode: "boolean" }).notNull(),
    /** What becomes of the token that is there: it belongs to another origin from now on, or is tried again. */
    tokenBecomes: text("token_becomes", { enum: ["forgotten", "tried-again"] }),
    document: sealed("document").notNull(),
    entryMembers: sealed("entry_members"),
  },
  (t) => [primaryKey({ columns: [t.importId, t.position] }), index("import_entries_staged").on(t.stagedAt)],
);

/** An import that arrives, runs or has ended: whoever takes it up goes on with the first piece that is not checked. */
export const imports = sqliteTable(
  "imports",
  {
    /** `<actor's id>/<UUID>`. */
    id: text("id").primaryKey(),
    actorId: text("actor_id").notNull(),
    /** Who asked, with what they may do: whoever goes on with it does so for them. */
    actor: text("actor", { mode: "json" }).$type<unknown>().notNull(),
    overwrite: integer("overwrite", { mode: "boolean" }).notNull(),
    leaveOutRefused: integer("leave_out_refused", { mode: "boolean" }).notNull(),
    startedAt: integer("started_at").notNull(),
    /** Entries that have arrived. */
    arrived: integer("arrived").notNull().default(0),
    /** Entries that are checked. */
    checked: integer("checked").notNull().default(0),
    /** From when on a host may take it up; moved ahead by the one that is at it. `null`: it still arrives, or has ended. */
    dueAt: integer("due_at"),
    leaseOwner: text("lease_owner"),
    /** How often it was taken up since a piece of it was last checked. */
    takenUp: integer("taken_up").notNull().default(0),
    endedAt: integer("ended_at"),
    outcome: text("outcome", { enum: ["applied", "refused", "failed"] }),
    /** Slug of the problem that it failed with. */
    problem: text("problem"),
    /** How many entries came to which outcome, once it has ended. */
    counts: text("counts", { mode: "json" }).$type<unknown>(),
  },
  (t) => [
    index("imports_due").on(t.dueAt).where(sql`${t.dueAt} is not null`),
    index("imports_actor").on(t.actorId, t.startedAt),
  ],
);

/** Some entries of a file, before and after they are checked. */
export const importPieces = sqliteTable(
  "import_pieces",
  {
    /** `<import's id>/<number>`. */
    id: text("id").primaryKey(),
    importId: text("import_id")
      .notNull()
      .references(() => imports.id, { onDelete: "cascade" }),
    /** From 0, in the order of the file. */
    number: integer("number").notNull(),
    /** JSON: any member may hold a secret. `null` once they are checked. */
    entries: sealed("entries"),
    /** Their rows of the report, once they are checked. */
    rows: text("rows", { mode: "json" }).$type<unknown>(),
  },
  (t) => [uniqueIndex("import_pieces_number").on(t.importId, t.number)],
);

/**
 * What the overview searches, filters, sorts and counts by, in one row with covering indexes. Kept by triggers after the
 * view `overview_facts`; statements write nothing but `search_text`.
 */
export const overviewRows = sqliteTable(
  "overview_rows",
  {
    id: integer("id").primaryKey(),
    configId: text("config_id")
      .notNull()
      .references(() => tokenConfigs.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    account: text("account"),
    template: text("template").notNull(),
    /** What the stored facts say, before the clock is asked: a number of `standings`. */
    standing: integer("standing").notNull(),
    /** `NEVER` where nothing expires. */
    expiresAt: integer("expires_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
    /** In use, to be refreshed, and no refresh token came with its token. */
    lacksRefreshToken: integer("lacks_refresh_token", { mode: "boolean" }).notNull().default(false),
    /** Name, account and template without case and accents; `null` until a search needs it, and again when they change. */
    searchText: text("search_text"),
  },
  (t) => [
    uniqueIndex("overview_rows_config").on(t.configId),
    index("overview_rows_name").on(t.name, t.standing, t.expiresAt, t.searchText),
    index("overview_rows_standing").on(t.standing, t.expiresAt, t.name, t.searchText),
    index("overview_rows_expiry").on(t.expiresAt, t.name, t.standing, t.searchText),
    index("overview_rows_updated").on(t.updatedAt, t.name, t.standing, t.expiresAt, t.searchText),
    index("overview_rows_unwritten").on(t.id).where(sql`${t.searchText} is null`),
    index("overview_rows_lacking").on(t.configId).where(sql`${t.lacksRefreshToken} = 1`),
  ],
);

export const apiKeys = sqliteTable(
  "api_keys",
  {
    id: text("id").primaryKey(),
    name: text("name").notNull(),
    hint: text("hint").notNull(),
    /** SHA-256 of the key, base64url. */
    hash: text("hash").notNull(),
    scopes: text("scopes", { mode: "json" }).$type<unknown>().notNull(),
    tokenConfigs: text("token_configs", { mode: "json" }).$type<unknown>(),
    createdAt: integer("created_at").notNull(),
    createdBy: text("created_by").notNull(),
    lastUsedAt: integer("last_used_at"),
    revokedAt: integer("revoked_at"),
  },
  (t) => [uniqueIndex("api_keys_hash").on(t.hash), index("api_keys_created").on(t.createdAt)],
);

/** Addresses at which forecasts can be read as a calendar, without signing in. */
export const calendarFeeds = sqliteTable(
  "calendar_feeds",
  {
    id: text("id").primaryKey(),
    name: text("name").notNull(),
    /** SHA-256 of the address's secret, base64url. */
    hash: text("hash").notNull(),
    language: text("language").notNull(),
    createdAt: integer("created_at").notNull(),
    createdBy: text("created_by").notNull(),
  },
  (t) => [uniqueIndex("calendar_feeds_hash").on(t.hash)],
);

/** Which notifications a reader does not want to see until something new happens: its id names the occurrence. */
export const notificationDismissals = sqliteTable(
  "notification_dismissals",
  {
    /** The id of who asks: a user or an API key. */
    readerId: text("reader_id").notNull(),
    notificationId: text("notification_id").notNull(),
    /** Of which it was made at that moment. */
    occurrences: text("occurrences", { mode: "json" }).$type<readonly string[]>(),
    dismissedAt: integer("dismissed_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.readerId, t.notificationId] })],
);

/** Links that create the first administrator: single use, one hour. */
export const firstAdministratorLinks = sqliteTable("first_administrator_links", {
  /** SHA-256 of the link's secret, base64url. */
  hash: text("hash").primaryKey(),
  expiresAt: integer("expires_at").notNull(),
  usedAt: integer("used_at"),
});

/** Failed sign-ins, per account and per address. */
export const signInAttempts = sqliteTable(
  "sign_in_attempts",
  {
    kind: text("kind", { enum: ["account", "address"] }).notNull(),
    subject: text("subject").notNull(),
    failures: integer("failures").notNull(),
    /** Failures before this are forgotten. */
    windowEndsAt: integer("window_ends_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.kind, t.subject] }), index("sign_in_attempts_window").on(t.windowEndsAt)],
);

/** Device authorizations, kept a day past their end with their outcome. */
export const deviceAuthorizations = sqliteTable(
  "device_authorizations",
  {
    id: text("id").primaryKey(),
    configId: text("config_id")
      .notNull()
      .references(() => tokenConfigs.id, { onDelete: "cascade" }),
    /** `null` once it has ended: it is of no more use. */
    deviceCode: sealed("device_code"),
    /** What the person types, and where. */
    userCode: text("user_code").notNull(),
    verificationUri: text("verification_uri").notNull(),
    verificationUriComplete: text("verification_uri_complete"),
    intervalSeconds: integer("interval_seconds").notNull(),
    /** When the provider may be asked next; moved ahead by whoever asks, so that one asks at a time. `null`: ended. */
    nextPollAt: integer("next_poll_at"),
    language: text("language").notNull(),
    settingsGeneration: integer("settings_generation").notNull(),
    startedAt: integer("started_at").notNull(),
    expiresAt: integer("expires_at").notNull(),
    /** Facts of the last attempt that came to nothing (a ProviderFailure); cleared by one that is answered. */
    trouble: text("trouble"),
    endedAt: integer("ended_at"),
    outcome: text("outcome"),
  },
  (t) => [
    index("device_authorizations_poll").on(t.nextPollAt).where(sql`${t.nextPollAt} is not null`),
    index("device_authorizations_expiry").on(t.expiresAt),
  ],
);

/** Rotations of the key that seals; at most one is open. */
export const keyRotations = sqliteTable("key_rotations", {
  id: text("id").primaryKey(),
  keyId: text("key_id").notNull(),
  fingerprint: text("fingerprint").notNull(),
  startedAt: integer("started_at").notNull(),
  startedBy: text("started_by").notNull(),
  promotedAt: integer("promoted_at"),
  endedAt: integer("ended_at"),
});

/** Single sealed values: the value that proves the key ring, and the secret that signs session cookies. */
export const sealedValues = sqliteTable("sealed_values", {
  name: text("name").primaryKey(),
  value: sealed("value").notNull(),
});

/** How many requests there ever were, by provider and duration: what is counted outlives what is forgotten. */
export const tokenRequestTotals = sqliteTable(
  "token_request_totals",
  {
    /** Origin of the token endpoint. */
    provider: text("provider").notNull(),
    kind: text("kind").$type<HistoryKind>().notNull(),
    outcome: text("outcome").$type<HistoryOutcome>().notNull(),
    /** The bound that the duration did not exceed, ms; -1: nobody was asked. */
    withinMs: integer("within_ms").notNull(),
    count: integer("count").notNull(),
    totalMs: integer("total_ms").notNull(),
  },
  (t) => [primaryKey({ columns: [t.provider, t.kind, t.outcome, t.withinMs] })],
);
