// A remote database, 30 ms away: passes requests on to a Hrana server, each after a while, and counts them.
import { mkdtempSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { startHranaServer } from "../support/hrana/hrana-server.ts";

const ROUND_TRIP_MS = 30;

const hrana = await startHranaServer({ file: join(mkdtempSync(join(tmpdir(), "grantry-bench-")), "remote.db") });
let trips = 0;

createServer(async (request, response) => {
  if (request.url === "/trips") return response.end(String(trips));
  const body = Buffer.concat(await request.toArray());
  trips += 1;
  await wait(ROUND_TRIP_MS);
  const answer = await fetch(`${hrana.url}${request.url}`, {
    method: request.method ?? "GET",
    headers: { "content-type": "application/json" },
    ...(request.method === "POST" && { body }),
  });
  response.writeHead(answer.status, { "content-type": "application/json" }).end(await answer.text());
}).listen(Number(process.env["PORT"]), "127.0.0.1");

process.once("SIGTERM", () => process.exit(0));
