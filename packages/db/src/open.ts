import { type Client, createClient, type InArgs, type InStatement, type TransactionMode } from "@libsql/client/http";
import { type Database, databaseOn } from "./database.ts";

/** How long something remembered of a remote database is used: how long a revocation may take to be seen. */
const REMEMBERED_MS = 2_000;

/**
 * A database by HTTP (sqld, Turso). Every statement outside a batch is a round trip.
 * @param location.url `http:`, `https:` or `libsql:`
 */
export function openRemoteDatabase(
  location: { url: string; authToken?: string | undefined },
  now: () => number,
): Database {
  const remote = createClient({
    url: location.url,
    ...(location.authToken && { authToken: location.authToken }),
    // Its own waiting line would make one request wait for another's statement, which workerd takes for a hang.
    concurrency: Number.POSITIVE_INFINITY,
  });
  let writes = 0;
  const client = tellingOfWrites(remote, () => {
    writes += 1;
  });
  // Neither part ever falls: the sum differs whenever one of them has changed.
  return databaseOn(client, () => Math.floor(now() / REMEMBERED_MS) + writes);
}

/** The client, saying so when something was written through it: of its own writes a host knows at once. */
function tellingOfWrites(remote: Client, written: () => void): Client {
  return {
    async execute(statement: InStatement | string, args?: InArgs) {
      const asked = typeof statement === "string" ? { sql: statement, ...(args && { args }) } : statement;
      const result = await remote.execute(asked);
      if (!asked.sql.startsWith("select")) written(); // reads are drizzle's, in lower case
      return result;
    },
    async batch(statements, mode) {
      const results = await remote.batch(statements, mode);
      if (mode === "write") written();
      return results;
    },
    migrate: (statements) => remote.migrate(statements),
    transaction: (mode?: TransactionMode) => (mode === undefined ? remote.transaction() : remote.transaction(mode)),
    executeMultiple: (text) => remote.executeMultiple(text),
    sync: () => remote.sync(),
    close: () => remote.close(),
    reconnect: () => remote.reconnect(),
    get closed() {
      return remote.closed;
    },
    protocol: remote.protocol,
  };
}
