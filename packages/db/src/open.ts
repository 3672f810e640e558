import { createClient } from "@libsql/client/http";
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
  return databaseOn(client, () => Math.floor(now() / REMEMBERED_MS));
}
