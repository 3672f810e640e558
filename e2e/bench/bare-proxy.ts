// The yardstick of passing through: node:http on both sides, a token put in, nothing looked at.
import { request as ask, createServer } from "node:http";
import { pipeline } from "node:stream";

const target = process.env["TARGET"] ?? "";

createServer((request, response) => {
  if (request.url === "/") return response.end();
  const { host: _host, connection: _connection, ...headers } = request.headers;
  const outgoing = ask(
    `${target}${request.url}`,
    { method: request.method, headers: { ...headers, authorization: "Bearer a-token" } },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      pipeline(answer, response, () => undefined);
    },
  );
  pipeline(request, outgoing, (error) => error && response.destroy());
}).listen(Number(process.env["PORT"]), "127.0.0.1");
