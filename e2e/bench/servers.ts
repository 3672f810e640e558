import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { grantry } from "../support/hosts.ts";

const bare = fileURLToPath(new URL("bare.ts", import.meta.url));
const bareProxy = fileURLToPath(new URL("bare-proxy.ts", import.meta.url));
const farAway = fileURLToPath(new URL("far-away.ts", import.meta.url));
const hono = fileURLToPath(new URL("hono-1kb.ts", import.meta.url));
export const password = "a password for benchmarks";
const email = "bench@example.org";

/** A server process that is measured. It runs on the first core, the load on another, where that can be said. */
export interface Measured {
  readonly origin: string;
  /** Milliseconds from start to the first answer. */
  readonly startMs: number;
  /** Processor time so far, ms, in steps of a clock tick. */
  readonly processorMs: () => number;
  readonly residentBytes: () => number;
  readonly stop: () => Promise<void>;
}

/** The yardstick: `node:http` and nothing else. */
export function startBare(): Promise<Measured> {
  return start([bare], {}, "/");
}

/** The yardstick for passing through: a proxy that looks at nothing. */
export function startBareProxy(target: string): Promise<Measured> {
  return start([bareProxy], { TARGET: target }, "/");
}

/** The yardstick for pages: Hono, one kilobyte of JSON. */
export function startHono(): Promise<Measured> {
  return start([hono], {}, "/");
}

/** A remote database for hosts, 30 ms away; `/trips` says how often it was asked. */
export function startFarAway(): Promise<Measured> {
  return start([farAway], {}, "/trips");
}

/** A deployment in a folder of its own, on which any number of hosts run. */
export class Deployment {
  readonly folder = mkdtempSync(join(tmpdir(), "grantry-bench-"));
  readonly #environment: NodeJS.ProcessEnv;

  constructor(environment: NodeJS.ProcessEnv = {}) {
    const own = { GRANTRY_ADMIN_EMAIL: email, GRANTRY_ADMIN_PASSWORD: password, GRANTRY_LOG: "silent" };
    this.#environment = { ...own, ...environment };
  }

  /** `grantry serve`, as built. */
  host(): Promise<Measured> {
    return start([grantry, "serve"], this.#environment, "/healthz", this.folder);
  }

  /** Where the embedded database is. */
  get databaseFile(): string {
    return join(this.folder, "data", "grantry.db");
  }

  console(...args: string[]): string {
    const { stdout, stderr, status } = spawnSync(process.execPath, [grantry, ...args], {
      cwd: this.folder,
      env: { ...process.env, ...this.#environment },
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(`grantry ${args.join(" ")}: ${stderr}`);
    return stdout.trim();
  }

  apiKey(): string {
    return this.console("api-key", "create", "bench", "--scope", "tokens:read,token-configs:read,token-configs:write");
  }

  /** A configuration that gets its tokens from the provider by client credentials. @returns its id */
  async addTokenConfig(
    origin: string,
    apiKey: string,
    config: { name: string; tokenUrl: string; keepFresh: boolean },
  ): Promise<string> {
    const body = {
      ...config,
      template: "exchange-online-app",
      clientId: "4f0a1f9e-7d7c-4f0e-9a55-0c6d3b1f2a3b",
      clientSecret: "s3cret~value-of-an-app-registration",
      placeholders: { tenant: "contoso.onmicrosoft.com" },
    };
    const answer = await fetch(`${origin}/api/v1/token-configs`, {
      method: "POST",
      headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (answer.status !== 201) throw new Error(await answer.text());
    return (await answer.json()).id;
  }
}

/** The `Cookie` header of a session. */
export async function signIn(origin: string): Promise<string> {
  const answer = await fetch(`${origin}/api/v1/auth/sign-in/email`, {
    method: "POST",
    headers: { origin, "content-type": "application/json" },
    body: JSON.stringify({ email, password }),
  });
  if (answer.status !== 201) throw new Error(await answer.text());
  return answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
}

async function start(command: string[], env: NodeJS.ProcessEnv, firstPath: string, cwd = tmpdir()): Promise<Measured> {
  const port = await freePort();
  const pinned = hasTaskset ? ["taskset", "-c", "0", process.execPath] : [process.execPath];
  const [program = process.execPath, ...args] = [...pinned, ...command];
  const began = performance.now();
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, ...env, PORT: String(port) },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const origin = `http://127.0.0.1:${port}`;
  await untilAnswer(`${origin}${firstPath}`, child);
  const startMs = performance.now() - began;
  return {
    origin,
    startMs,
    processorMs: () => processorMsOf(child),
    residentBytes: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1]) * 1024,
    async stop() {
      child.kill("SIGTERM");
      await once(child, "exit");
    },
  };
}

const hasTaskset = spawnSync("taskset", ["-V"]).status === 0;
/** Puts the load on the other core. */
export function leaveFirstCore(): void {
  runOn("1");
}

/** Undoes it for what this program starts from now on. */
export function takeAllCores(): void {
  runOn(`0-${cpus().length - 1}`);
}

function runOn(cores: string): void {
  if (hasTaskset) spawnSync("taskset", ["-a", "-c", "-p", cores, String(process.pid)], { stdio: "ignore" });
}

const TICK_MS = 10; // USER_HZ is 100 on Linux

function processorMsOf({ pid }: ChildProcess): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

async function untilAnswer(url: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 4_000; tries += 1) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
    const answer = await fetch(url).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`${url} does not answer`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return address.port;
}
