import Libsql from "libsql";
import type { Deployment } from "./servers.ts";

export const MANY = 10_000;

const words = ["Support", "Buchhaltung", "Vertrieb", "Müller", "Einkauf", "Mailbox", "Desk", "Nord"];

/** A file of so many configurations for client credentials, a tenth of them at each of the endpoints. */
export function fileOf(count: number, tokenUrls: readonly string[]): string {
  return Array.from({ length: count }, (_, n) => {
    const url = tokenUrls[n % tokenUrls.length];
    return `- Name: ${words[n % 8]} ${words[(n >> 3) % 8]} ${n}
  ValidID: 1
  Config:
    AuthFlow: ClientCredentials
    ClientID: app-${n % 100}
    ClientSecret: s3cret~value-of-an-app-registration
    Scope: https://outlook.office365.com/.default
    Notifications:
      NotifyOnExpiredToken: 1
      NotifyOnExpiredRefreshToken: 1
    Requests:
      TokenByClientCredentials:
        Request:
          URL: ${url}
`;
  }).join("");
}

/** Imports so many configurations by the API. */
export async function fill(origin: string, apiKey: string, count: number, tokenUrls: readonly string[]): Promise<void> {
  const answer = await fetch(`${origin}/api/v1/token-configs/imports`, {
    method: "POST",
    headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/yaml" },
    body: fileOf(count, tokenUrls),
  });
  if (answer.status !== 200) throw new Error((await answer.text()).slice(0, 500));
  await answer.arrayBuffer();
}

/** Writes to the database beside the running host, as if the product had. */
export function write(deployment: Deployment, sql: string): void {
  const database = open(deployment);
  database.exec(sql);
  database.close();
}

export function read(deployment: Deployment, sql: string): number {
  const database = open(deployment);
  const [value] = database.prepare(sql).raw(true).get() as [number]; // one row, one number
  database.close();
  return value;
}

/** All have a token for an hour; one in a hundred has trouble, one in fifty is not in use. */
export function giveTokens(deployment: Deployment): void {
  const now = Date.now();
  write(
    deployment,
    `UPDATE tokens SET access_obtained_at = ${now}, refreshed_at = ${now}, obtained_at = ${now}, generation = 1,
       access_expires_at = ${now + 3_600_000} + rowid, renew_at = ${now + 3_000_000}, due_at = ${now + 3_000_000},
       account = 'box' || rowid || '@example.org';
     UPDATE tokens SET attempts = 3, error_class = 'transient', error = '{"class":"transient","explanation":"provider-down"}'
       WHERE rowid % 100 = 1;
     UPDATE token_configs SET validity = 'invalid' WHERE rowid % 50 = 0;`,
  );
}

function open(deployment: Deployment): Libsql.Database {
  return new Libsql(deployment.databaseFile, { timeout: 10_000 } as Libsql.Options); // its types leave `timeout` out
}
