import { type Client, createClient, type InArgs, type InStatement, type TransactionMode } from "@libsql/client/http";
import { type Database, databaseOn } from "./database.ts";
import { OwnWrites, tablesWrittenBy } from "./own-writes.ts";

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
  const writes = new OwnWrites();
  // Neither part ever falls: the sum differs whenever one of them has changed.
  const changeStamp = (tables?: readonly string[]) => Math.floor(now() / REMEMBERED_MS) + writes.to(tables);
  return databaseOn(tellingOfWrites(remote, writes), { isRemote: true, changeStamp });
}

/** The client, noting what was written through it: of its own writes a host knows at once. */
function tellingOfWrites(remote: Client, writes: OwnWrites): Client {
  return {
    async execute(statement: InStatement | string, args?: InArgs) {
      const asked = typeof statement === "string" ? { sql: statement, ...(args && { args }) } : statement;
      const result = await remote.execute(asked);
      writes.note(tablesWrittenBy(asked.sql));
      return result;
    },
    async batch(statements, mode) {
      const results = await remote.batch(statements, mode);
      for (const statement of statements) writes.note(tablesWrittenBy(sqlOf(statement)));
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

function sqlOf(statement: InStatement | [string, InArgs?]): string {
  if (typeof statement === "string") return statement;
  return Array.isArray(statement) ? statement[0] : statement.sql;
}
