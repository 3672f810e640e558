import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** What `npm run dev:edge` runs, and where. */
export interface EdgeOptions {
  readonly port: number;
  readonly practicePort: number;
  /** Of the local libSQL server; `null`: GRANTRY_DATABASE_URL names a database elsewhere. */
  readonly databasePort: number | null;
  readonly databaseUrl: string;
  readonly keys: string;
  /** Database, key ring and the states of wrangler and the practice provider. */
  readonly folder: string;
}

/** Reads the variables; makes a key ring below `data/edge` where none is given. */
export function readEdgeOptions(variables: NodeJS.ProcessEnv): EdgeOptions {
  const folder = resolve("data/edge");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const databaseUrl = variables["GRANTRY_DATABASE_URL"];
  const databasePort = databaseUrl ? null : portOf(variables, "HRANA_PORT", 8889);
  return {
    port: portOf(variables, "PORT", 8787),
    practicePort: portOf(variables, "PRACTICE_PORT", 8090),
    databasePort,
    databaseUrl: databaseUrl ?? `http://127.0.0.1:${databasePort}`,
    keys: variables["GRANTRY_KEYS"] ?? storedKeys(join(folder, "keyring")),
    folder,
  };
}

function storedKeys(file: string): string {
  if (!existsSync(file)) writeFileSync(file, `edge:${randomBytes(32).toString("base64")}`, { mode: 0o600 });
  return readFileSync(file, "utf8").trim();
}

function portOf(variables: NodeJS.ProcessEnv, name: string, fallback: number): number {
  const text = variables[name];
  if (!text) return fallback;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  process.stderr.write(`error: ${name} is “${text}”; it takes a port from 1 to 65535.\n`);
  process.exit(78);
}
