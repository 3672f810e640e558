import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { mailAccounts } from "./mail-tables.ts";
import { sealed } from "./sealed.ts";

// Every `*_at` is an instant in milliseconds since 1970, UTC. Ids are UUIDv7.

/** Where notifications are sent to. */
export const channels = sqliteTable(
  "channels",
  {
    id: text("id").primaryKey(),
    name: text("name").notNull(),
    kind: text("kind").notNull(),
    /** Empty where the kind is another, as are those below; the secret is one of no characters then. */
    webhookUrl: text("webhook_url").notNull(),
    webhookSecret: sealed("webhook_secret").notNull(),
    mailAccountId: text("mail_account_id").references(() => mailAccounts.id),
    recipient: text("recipient").notNull().default(""),
    language: text("language").notNull(),
    severities: text("severities", { mode: "json" }).$type<readonly string[]>().notNull(),
    validity: text("validity").notNull(),
    /** +1 with every edit: the ETag. */
    version: integer("version").notNull().default(1),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
    lastDeliveredAt: integer("last_delivered_at"),
    /** Facts of the last attempt, if it failed (a TransportFailure), put into words when read. */
    error: text("error"),
    errorAt: integer("error_at"),
  },
  (t) => [uniqueIndex("channels_name").on(t.name)],
);

/** What a channel was told, or is to be: each occurrence once, whichever host finds it first. */
export const deliveries = sqliteTable(
  "deliveries",
  {
    id: text("id").notNull(),
    channelId: text("channel_id")
      .notNull()
      .references(() => channels.id, { onDelete: "cascade" }),
    /** A notification's id names the occurrence. */
    notificationId: text("notification_id").notNull(),
    /** What it told that the channel had not been told before. */
    occurrences: text("occurrences", { mode: "json" }).$type<readonly string[]>(),
    /** What is sent, in the channel's language; `null` once it was. */
    body: text("body"),
    /** `unsure`: a mail server may have taken it, or is just being given it. */
    state: text("state", { enum: ["waiting", "delivered", "dead", "unsure"] }).notNull(),
    createdAt: integer("created_at").notNull(),
    attempts: integer("attempts").notNull().default(0),
    /** When it is next sent; `null`: it is not to be. */
    nextAttemptAt: integer("next_attempt_at"),
  },
  (t) => [
    primaryKey({ columns: [t.channelId, t.notificationId] }),
    uniqueIndex("deliveries_id").on(t.id),
    index("deliveries_due").on(t.nextAttemptAt).where(sql`${t.nextAttemptAt} is not null`),
    index("deliveries_undelivered").on(t.channelId, t.state).where(sql`${t.state} <> 'delivered'`),
  ],
);
