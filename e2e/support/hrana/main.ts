// Serves HRANA_FILE on HRANA_PORT until it is told to stop: a remote database for hosts in processes of their own.
import { startHranaServer } from "./hrana-server.ts";

const exitWrongConfiguration = 78;

const file = process.env["HRANA_FILE"];
if (!file) refuse("HRANA_FILE is not set; it takes the path of a database file.");
const port = Number(process.env["HRANA_PORT"] ?? "0");
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  refuse(`HRANA_PORT is “${process.env["HRANA_PORT"]}”; it takes a port, or 0 for any free one.`);
}

const server = await startHranaServer({ file, port }).catch((error: unknown) =>
  refuse(`cannot serve ${file}: ${error}`),
);
process.stdout.write(`${JSON.stringify({ level: "info", event: "hrana.ready", url: server.url })}\n`);
for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => server.close());

function refuse(message: string): never {
  process.stderr.write(`error: ${message}\n`);
  process.exit(exitWrongConfiguration);
}
