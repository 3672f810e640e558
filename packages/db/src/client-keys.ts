import type { ClientCredentials, ClientKey, Secret } from "@grantry/schema";
import { eq, type SQL, sql } from "drizzle-orm";
import { asStatement, type Database, keptStatement, readRows, type Statement } from "./database.ts";
import { type KeyRing, open, seal } from "./key-ring.ts";
import { clientKeys } from "./registration-tables.ts";
import type { Sealed } from "./sealed.ts";

/** A client's key as it may be shown: all but the private part. Certificate: DER, base64. Times: ms. */
export interface ClientKeyRow {
  readonly id: string;
  readonly publicKey: string;
  readonly algorithm: string;
  readonly keyId: string | null;
  readonly certificate: string | null;
  readonly subject: string | null;
  readonly thumbprintSha1: string | null;
  readonly thumbprintSha256: string | null;
  readonly expiresAt: number | null;
  readonly createdAt: number;
}

const keyCell = (row: string) => ({ table: "client_keys", column: "private_key", row });

/** The keys of the registration `r` of a statement, newest first, as a column of JSON. */
export const clientKeysAsJson: SQL = sql`(select json_group_array(json_object('id', k.id, 'publicKey', k.public_key,
  'algorithm', k.algorithm, 'keyId', k.key_id, 'certificate', k.certificate, 'subject', k.subject,
  'thumbprintSha1', k.thumbprint_sha1, 'thumbprintSha256', k.thumbprint_sha256, 'expiresAt', k.expires_at,
  'createdAt', k.created_at) order by k.created_at desc) from client_keys k where k.app_registration_id = r.id)`;

/** One more key of a registration. In a list: a statement of Drizzle's is sent when it is awaited. */
export async function insertClientKey(
  db: Database,
  keys: KeyRing,
  row: ClientKeyRow & { readonly appRegistrationId: string; readonly privateKey: Secret<string> },
): Promise<Statement[]> {
  const privateKey = await seal(keys, keyCell(row.id), row.privateKey);
  return [db.drizzle.insert(clientKeys).values({ ...row, privateKey })];
}

export function deleteClientKey(db: Database, id: string): Statement {
  return db.drizzle.delete(clientKeys).where(eq(clientKeys.id, id));
}

/** What {@link selectCredentials} gives. */
export interface CredentialRow {
  readonly id: string;
  readonly secret: Sealed | null;
  readonly privateKey: Sealed | null;
  readonly algorithm: string | null;
  readonly keyId: string | null;
  readonly sha1: string | null;
  readonly sha256: string | null;
}

/** What a client proves itself with, newest first: the order in which it is tried. One statement. */
export async function clientCredentialsOf(
  db: Database,
  keys: KeyRing,
  appRegistrationId: string,
): Promise<ClientCredentials> {
  return openCredentials(keys, await readRows<CredentialRow>(db, selectCredentials(db, { appRegistrationId })));
}

/** The statement of it, to be sent beside others. */
export const selectCredentials = keptStatement<{ appRegistrationId: string }>(() => {
  const of = sql.placeholder("appRegistrationId");
  return asStatement(sql`
    select id, secret, null as "privateKey", null as algorithm, null as "keyId", null as sha1, null as sha256, created_at
      from client_secrets where app_registration_id = ${of}
    union all
    select id, null, private_key, algorithm, key_id, thumbprint_sha1, thumbprint_sha256, created_at
      from client_keys where app_registration_id = ${of}
    order by created_at desc`);
});

/** Opens what it found. */
export async function openCredentials(keys: KeyRing, rows: readonly CredentialRow[]): Promise<ClientCredentials> {
  const clientSecrets: Secret<string>[] = [];
  const opened: ClientKey[] = [];
  for (const row of rows) {
    if (row.secret !== null) {
      clientSecrets.push(await open(keys, { table: "client_secrets", column: "secret", row: row.id }, row.secret));
    } else if (row.privateKey !== null) {
      opened.push({
        privateKey: await open(keys, keyCell(row.id), row.privateKey),
        algorithm: row.algorithm as ClientKey["algorithm"], // written from one
        keyId: row.keyId,
        thumbprints: row.sha1 !== null && row.sha256 !== null ? { sha1: row.sha1, sha256: row.sha256 } : null,
      });
    }
  }
  return { clientSecrets, clientKeys: opened };
}
