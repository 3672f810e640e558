import { once } from "node:events";
import type { Server } from "node:http";

const LOOKS_EVERY_MS = 50;

/**
 * Lets a server end: takes no new connection, answers what is under way, and closes each connection after its answer.
 * Without that, a screen that asks again every second on the connection it has would keep the process for ever.
 * @param patienceMs after it, what still has no answer is cut off, ms
 * @returns when no connection is left
 */
export async function drain(server: Server, patienceMs: number): Promise<void> {
  const closed = once(server, "close");
  server.prependListener("request", (_request, response) => {
    response.shouldKeepAlive = false;
  });
  server.close();
  const looks = setInterval(() => server.closeIdleConnections(), LOOKS_EVERY_MS);
  const cut = setTimeout(() => server.closeAllConnections(), patienceMs);
  await closed;
  clearInterval(looks);
  clearTimeout(cut);
}
