import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { sealed } from "./sealed.ts";
import { appRegistrations } from "./tables.ts";

// What a client proves itself with. Apart from tables.ts, as the callback reads it by a statement alone.

export const clientSecrets = sqliteTable(
  "client_secrets",
  {
    id: text("id").primaryKey(),
    appRegistrationId: text("app_registration_id")
      .notNull()
      .references(() => appRegistrations.id, { onDelete: "cascade" }),
    secret: sealed("secret").notNull(),
    /** When the provider lets it expire, as an administrator noted it. */
    expiresAt: integer("expires_at"),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [
    index("client_secrets_app_registration").on(t.appRegistrationId, t.createdAt),
    index("client_secrets_expiry").on(t.expiresAt).where(sql`${t.expiresAt} is not null`),
  ],
);

/** Keys by which a client proves itself in place of a secret, or signs for a service account. */
export const clientKeys = sqliteTable(
  "client_keys",
  {
    id: text("id").primaryKey(),
    appRegistrationId: text("app_registration_id")
      .notNull()
      .references(() => appRegistrations.id, { onDelete: "cascade" }),
    /** PKCS#8, DER, base64. */
    privateKey: sealed("private_key").notNull(),
    /** JWK, JSON. */
    publicKey: text("public_key").notNull(),
    algorithm: text("algorithm").notNull(),
    /** `kid`, where the provider knows the key by one. */
    keyId: text("key_id"),
    /** DER, base64; with it the next three. */
    certificate: text("certificate"),
    subject: text("subject"),
    /** SHA-1 and SHA-256 of the certificate, base64url: `x5t` and `x5t#S256`. */
    thumbprintSha1: text("thumbprint_sha1"),
    thumbprintSha256: text("thumbprint_sha256"),
    /** When the certificate ends. */
    expiresAt: integer("expires_at"),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [
    index("client_keys_app_registration").on(t.appRegistrationId, t.createdAt),
    index("client_keys_expiry").on(t.expiresAt).where(sql`${t.expiresAt} is not null`),
  ],
);
