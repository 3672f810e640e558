import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { sealed } from "./sealed.ts";
import { tokenConfigs } from "./tables.ts";

// Apart from tables.ts, so that the callback does not load them.

/** A web service that consumers call with the token of a configuration, or otherwise. */
export const webServices = sqliteTable(
  "web_services",
  {
    id: text("id").primaryKey(),
    name: text("name").notNull(),
    type: text("type", { enum: ["rest", "soap"] }).notNull(),
    endpoint: text("endpoint").notNull(),
    validity: text("validity").notNull(),
    authentication: text("authentication", { enum: ["none", "basic", "api-key", "token-config"] }).notNull(),
    /** Of the authentication `token-config`. A configuration that is used cannot be deleted. */
    tokenConfigId: text("token_config_id").references(() => tokenConfigs.id),
    /** What only a call needs of it; nothing secret. */
    details: text("details", { mode: "json" }).$type<unknown>().notNull(),
    /** +1 with every edit: the ETag. */
    version: integer("version").notNull().default(1),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [
    uniqueIndex("web_services_name").on(t.name),
    index("web_services_updated").on(t.updatedAt),
    index("web_services_token_config").on(t.tokenConfigId),
  ],
);

/** Password, API key and the values of headers: each may be a secret. */
export const webServiceSecrets = sqliteTable("web_service_secrets", {
  serviceId: text("service_id")
    .primaryKey()
    .references(() => webServices.id, { onDelete: "cascade" }),
  secrets: sealed("secrets").notNull(),
});

/** A named call of a web service. */
export const invokers = sqliteTable(
  "invokers",
  {
    id: text("id").primaryKey(),
    serviceId: text("service_id")
      .notNull()
      .references(() => webServices.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    definition: text("definition", { mode: "json" }).$type<unknown>().notNull(),
    version: integer("version").notNull().default(1),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [uniqueIndex("invokers_name").on(t.serviceId, t.name)],
);

/** The debug log: one row a call, deleted by the clock when it is old. */
export const invocations = sqliteTable(
  "invocations",
  {
    id: text("id").primaryKey(),
    serviceId: text("service_id")
      .notNull()
      .references(() => webServices.id, { onDelete: "cascade" }),
    /** Name of the invoker at that time; `null`: passed through. */
    invoker: text("invoker"),
    actor: text("actor").notNull(),
    at: integer("at").notNull(),
    method: text("method").notNull(),
    url: text("url").notNull(),
    /** `null`: no answer. */
    status: integer("status"),
    /** `ok`, or the slug of what went wrong. */
    outcome: text("outcome").notNull(),
    durationMs: integer("duration_ms").notNull(),
    requestBytes: integer("request_bytes").notNull(),
    responseBytes: integer("response_bytes").notNull(),
    tokenRenewed: integer("token_renewed", { mode: "boolean" }).notNull(),
    /** Headers and the beginnings of the bodies, secrets masked. */
    exchange: sealed("exchange").notNull(),
  },
  (t) => [index("invocations_service").on(t.serviceId, t.at), index("invocations_at").on(t.at)],
);
