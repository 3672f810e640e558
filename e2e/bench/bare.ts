// The yardstick: what Node needs to answer at all. `If-None-Match` gets 304, anything else 300 bytes of JSON.
import { createServer } from "node:http";

const body = JSON.stringify({ accessToken: "x".repeat(220), tokenType: "Bearer", scope: "mail", expiresAt: null });

createServer((request, response) => {
  if (request.headers["if-none-match"]) response.writeHead(304, { etag: '"1"' }).end();
  else response.writeHead(200, { "content-type": "application/json" }).end(body);
}).listen(Number(process.env["PORT"]), "127.0.0.1");
