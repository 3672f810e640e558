// The product in workerd, as `npm run dev:edge` runs it: api and callback as two Workers, libSQL over HTTP, the practice
// provider beside them. PORT, PRACTICE_PORT and HRANA_PORT move it; GRANTRY_DATABASE_URL takes a database elsewhere.
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Children, runToEnd, untilReady } from "./children.ts";
import { type EdgeOptions, readEdgeOptions } from "./options.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const grantry = join(root, "apps/cli/dist/grantry.mjs");
const TICK_MS = 60_000;

if (!existsSync(grantry)) refuse("Nothing is built yet. Run npm run build.");
const options = readEdgeOptions(process.env);
const practiceOrigin = `http://127.0.0.1:${options.practicePort}`;
const origin = `http://localhost:${options.port}`;
const children = new Children();
let stopping = false;
for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void end(0));

try {
  await start(options);
} catch (error) {
  process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
  await end(1);
}

async function start({ databasePort, databaseUrl, keys, folder, port, practicePort }: EdgeOptions): Promise<void> {
  const deployment = { GRANTRY_DATABASE_URL: databaseUrl, GRANTRY_KEYS: keys };
  const onEnd = () => void end(1);
  if (databasePort !== null) {
    const env = { ...process.env, HRANA_FILE: join(folder, "grantry.db"), HRANA_PORT: String(databasePort) };
    children.start([join(root, "e2e/support/hrana/main.ts")], { env, onEnd });
    await untilReady(`${databaseUrl}/v2`);
  }
  await runToEnd([grantry, "migrate"], { ...process.env, ...deployment });
  children.start([join(root, "apps/cli/dist/practice-provider.mjs")], {
    env: {
      ...process.env,
      PRACTICE_PORT: String(practicePort),
      PRACTICE_DATA: join(folder, "practice"),
      PRACTICE_PRODUCT_ORIGINS: origin,
    },
    onEnd,
  });
  children.start([wranglerProgram(), ...wranglerArguments(port, folder)], {
    env: {
      ...variablesOfWrangler(folder),
      ...deployment,
      GRANTRY_LOOPBACK_HOST: `localhost:${port}`,
      GRANTRY_PRACTICE_ORIGIN: practiceOrigin,
    },
    onEnd,
  });
  await untilReady(`${origin}/readyz`);
  process.stdout.write(`Grantry is ready at ${origin}\n`);
  await runToEnd([grantry, "user", "first-administrator-link"], { ...process.env, ...deployment, PORT: String(port) });
  // wrangler does not run cron triggers by itself.
  setInterval(() => void fetch(`${origin}/cdn-cgi/local/scheduled`).catch(() => undefined), TICK_MS).unref();
}

function wranglerArguments(port: number, folder: string): string[] {
  const configs = ["wrangler.toml", "apps/callback/wrangler.toml"].flatMap((path) => ["--config", join(root, path)]);
  const places = ["--ip", "127.0.0.1", "--port", String(port), "--persist-to", join(folder, "wrangler")];
  return ["dev", ...configs, ...places, "--inspector-port", "0", "--show-interactive-dev-session=false"];
}

/** Only the primary Worker gets `--var` and `--env-file`; with this switch each gets wrangler's own environment. */
function variablesOfWrangler(folder: string): NodeJS.ProcessEnv {
  const authority = process.env["NODE_EXTRA_CA_CERTS"];
  return {
    PATH: process.env["PATH"],
    // A registry of its own: other `wrangler dev` on this machine have Workers of the same names.
    HOME: join(folder, "wrangler"),
    CLOUDFLARE_INCLUDE_PROCESS_ENV: "true",
    CLOUDFLARE_CF_FETCH_ENABLED: "false",
    WRANGLER_SEND_METRICS: "false",
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith("OTEL_"))),
    ...(authority && { NODE_EXTRA_CA_CERTS: authority }), // workerd trusts it too
  };
}

function wranglerProgram(): string {
  const manifest = fileURLToPath(import.meta.resolve("wrangler/package.json"));
  return join(dirname(manifest), "bin/wrangler.js");
}

async function end(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  await children.stop();
  process.exit(code);
}

function refuse(message: string): never {
  process.stderr.write(`error: ${message}\n`);
  process.exit(1);
}
