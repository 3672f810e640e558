import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { sealed } from "./sealed.ts";
import { tokenConfigs } from "./tables.ts";

// Every `*_at` is an instant in milliseconds since 1970, UTC. Ids are UUIDv7.

/** A mailbox that is fetched, and what became of it. */
export const mailAccounts = sqliteTable(
  "mail_accounts",
  {
    id: text("id").primaryKey(),
    name: text("name").notNull(),
    type: text("type").notNull(),
    host: text("host").notNull(),
    /** `null`: the type's own. */
    port: integer("port"),
    login: text("login").notNull(),
    authentication: text("authentication").notNull(),
    tokenConfigId: text("token_config_id").references(() => tokenConfigs.id),
    folder: text("folder").notNull(),
    trusted: integer("trusted", { mode: "boolean" }).notNull(),
    dispatching: text("dispatching").notNull(),
    queue: text("queue"),
    validity: text("validity").notNull(),
    comment: text("comment").notNull(),
    smtpHost: text("smtp_host").notNull(),
    smtpPort: integer("smtp_port"),
    smtpEncryption: text("smtp_encryption").notNull(),
    delivery: text("delivery").notNull(),
    webhookUrl: text("webhook_url").notNull(),
    /** +1 with every edit: the ETag. */
    version: integer("version").notNull().default(1),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
    /** When the clock fetches it; `null`: never, it is not valid. */
    nextFetchAt: integer("next_fetch_at"),
    /** Who fetches it: one at a time over all hosts. */
    leaseOwner: text("lease_owner"),
    leaseUntil: integer("lease_until"),
    /** When a fetch last came to a good end. */
    lastFetchedAt: integer("last_fetched_at"),
    /** Fetches in a row that failed. */
    failures: integer("failures").notNull().default(0),
    /** Facts of the last failure (a TransportFailure), put into words when read. */
    error: text("error"),
    errorAt: integer("error_at"),
  },
  (t) => [
    uniqueIndex("mail_accounts_name").on(t.name),
    index("mail_accounts_next_fetch").on(t.nextFetchAt).where(sql`${t.nextFetchAt} is not null`),
    index("mail_accounts_token_config").on(t.tokenConfigId),
    index("mail_accounts_failing").on(t.errorAt).where(sql`${t.error} is not null`),
  ],
);

/** What only `open` may read. */
export const mailAccountSecrets = sqliteTable("mail_account_secrets", {
  accountId: text("account_id")
    .primaryKey()
    .references(() => mailAccounts.id, { onDelete: "cascade" }),
  password: sealed("password"),
  webhookSecret: sealed("webhook_secret"),
});

/** Each fetch that found or failed something. */
export const mailFetches = sqliteTable(
  "mail_fetches",
  {
    id: text("id").primaryKey(),
    accountId: text("account_id")
      .notNull()
      .references(() => mailAccounts.id, { onDelete: "cascade" }),
    startedAt: integer("started_at").notNull(),
    startedBy: text("started_by").notNull(),
    /** `null`: it runs, or its host ended in the middle. */
    endedAt: integer("ended_at"),
    outcome: text("outcome").notNull(),
    found: integer("found").notNull().default(0),
    stored: integer("stored").notNull().default(0),
    left: integer("left").notNull().default(0),
    more: integer("more", { mode: "boolean" }).notNull().default(false),
    error: text("error"),
  },
  (t) => [index("mail_fetches_account").on(t.accountId, t.startedAt), index("mail_fetches_started").on(t.startedAt)],
);

/** Messages that were fetched, and those that are known and stay on the server. */
export const messages = sqliteTable(
  "messages",
  {
    id: text("id").primaryKey(),
    accountId: text("account_id")
      .notNull()
      .references(() => mailAccounts.id, { onDelete: "cascade" }),
    /** What the server calls it. */
    serverKey: text("server_key").notNull(),
    /** SHA-256 of what makes it this message, should the server call it something else; empty: not read yet. */
    fingerprint: text("fingerprint").notNull(),
    size: integer("size").notNull(),
    state: text("state").notNull(),
    /** When it was stored here. */
    receivedAt: integer("received_at").notNull(),
    /** When it was gone from the server; `null`: it may still be there, and must not be stored again. */
    removedAt: integer("removed_at"),
    deliveredAt: integer("delivered_at"),
    attempts: integer("attempts").notNull().default(0),
    /** When it is next sent to the webhook; `null`: it is not to be. */
    nextAttemptAt: integer("next_attempt_at"),
    /** Facts of the last failure, put into words when read. */
    error: text("error"),
  },
  (t) => [
    uniqueIndex("messages_on_server").on(t.accountId, t.serverKey).where(sql`${t.removedAt} is null`),
    index("messages_due").on(t.nextAttemptAt).where(sql`${t.nextAttemptAt} is not null`),
    index("messages_state").on(t.state, t.receivedAt),
    index("messages_account").on(t.accountId, t.state, t.receivedAt),
  ],
);

/** What a message says: sealed, and dropped once it is delivered or acknowledged. */
export const messageContents = sqliteTable("message_contents", {
  messageId: text("message_id")
    .primaryKey()
    .references(() => messages.id, { onDelete: "cascade" }),
  /** Subject and sender, for lists. */
  summary: sealed("summary").notNull(),
  /** The source, a character for each byte. */
  source: sealed("source").notNull(),
});
