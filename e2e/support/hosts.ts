import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";

/** The program of the console, built. */
export const grantry = fileURLToPath(new URL("../../apps/cli/dist/grantry.mjs", import.meta.url));
const edge = fileURLToPath(new URL("edge/main.ts", import.meta.url));

/** The hosts that every end-to-end test runs on; the names are those of the Playwright projects. */
export type HostName = "node" | "edge";

/** How a host is started, and how other programs reach the same database. */
export interface Host {
  readonly command: readonly string[];
  readonly variables: NodeJS.ProcessEnv;
  /** For the console, and for a second host on Node. */
  readonly deployment: NodeJS.ProcessEnv;
  /** How long something revoked may still be taken, ms: a remote database is asked again after this long. */
  readonly remembersMs: number;
}

/** What `npm start` and `npm run dev:edge` run. */
export function hostNamed(name: HostName, databasePort: number): Host {
  if (name === "node") return { command: [grantry, "start"], variables: {}, deployment: {}, remembersMs: 0 };
  const keys = `k1:${randomBytes(32).toString("base64")}`;
  return {
    command: [edge],
    variables: { HRANA_PORT: String(databasePort), GRANTRY_KEYS: keys },
    deployment: { GRANTRY_DATABASE_URL: `http://127.0.0.1:${databasePort}`, GRANTRY_KEYS: keys },
    remembersMs: 2_000,
  };
}
