import { type Client, createClient, type InArgs, type InStatement } from "@libsql/client/http";
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
  const client = createClient({
    url: location.url,
    ...(location.authToken && { authToken: location.authToken }),
    // Its own waiting line would make one request wait for another's statement, which workerd takes for a hang.
    concurrency: Number.POSITIVE_INFINITY,
  });
  const writes = countWrites(client);
  // Neither part ever falls: the sum differs whenever one of them has changed.
  return databaseOn(client, () => Math.floor(now() / REMEMBERED_MS) + writes());
}

/** Counts what is written through this client: of its own writes a host knows at once. */
function countWrites(client: Client): () => number {
  let count = 0;
  const { batch, execute } = client;
  client.batch = async (statements, mode) => {
    const results = await batch.call(client, statements, mode);
    if (mode === "write") count += 1;
    return results;
  };
  client.execute = async (statement: InStatement | string, args?: InArgs) => {
    const result = await (typeof statement === "string"
      ? execute.call(client, statement, args)
      : execute.call(client, statement));
    if (!(typeof statement === "string" ? statement : statement.sql).startsWith("select")) count += 1;
    return result;
  };
  return () => count;
}
