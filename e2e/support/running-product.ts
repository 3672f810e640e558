import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { grantry, type HostName, hostNamed } from "./hosts.ts";

/** A running product with its practice provider, in a folder of its own. */
export interface Product {
  readonly host: HostName;
  readonly origin: string;
  readonly providerOrigin: string;
  readonly folder: string;
  /** How long something revoked may still be taken, ms. */
  readonly remembersMs: number;
  /** Where the database is reached from outside; `undefined`: an embedded file. */
  readonly databaseUrl: string | undefined;
  /** What it has printed so far. */
  readonly output: () => string;
  /** Of the process that serves now, to be measured from outside or killed. */
  readonly processId: () => number;
  readonly stop: () => Promise<void>;
  readonly start: () => Promise<void>;
  /** A second host, on Node, with the same database and key ring. */
  readonly anotherHost: () => Promise<{ origin: string; stop: () => Promise<void> }>;
  /** Runs a console command on the same database, unless `variables` name another. */
  readonly console: (args: readonly string[], input?: string, variables?: NodeJS.ProcessEnv) => Promise<Ended>;
  /** Runs a script in bash, where `grantry` is the console on the same database. */
  readonly bash: (script: string) => Promise<Ended>;
}

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ProductOptions {
  /** How long access tokens of the practice provider live. */
  readonly accessTokenSeconds: number;
  /** A file in PEM with an authority whose certificates the product is to trust. */
  readonly trustedAuthority?: string;
  /** Variables of the product's alone. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** Starts a product on a new database. */
export async function startProductOn(hostName: HostName, options: ProductOptions): Promise<Product> {
  const folder = mkdtempSync(join(tmpdir(), "grantry-e2e-"));
  const [port, practicePort] = [await freePort(), await freePort()];
  const host = hostNamed(hostName, await freePort());
  const origin = `http://localhost:${port}`;
  const providerOrigin = `http://127.0.0.1:${practicePort}`;
  const { FORCE_COLOR: _playwrights, ...own } = process.env; // beside NO_COLOR it makes Node warn on stderr
  const environment = {
    ...own,
    PORT: String(port),
    PRACTICE_PORT: String(practicePort),
    PRACTICE_ACCESS_TOKEN_SECONDS: String(options.accessTokenSeconds),
    PRACTICE_TEST_CONTROLS: "1",
    GRANTRY_PRACTICE_ORIGIN: providerOrigin,
    ...(options.trustedAuthority && { NODE_EXTRA_CA_CERTS: options.trustedAuthority }),
  };
  const outside = { ...environment, ...host.deployment };
  let running: ChildProcess | undefined;
  let output = "";
  const start = async (): Promise<void> => {
    running = spawn(process.execPath, host.command, {
      cwd: folder,
      env: { ...environment, ...host.variables, ...options.variables },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
    };
    running.stdout?.on("data", collect);
    running.stderr?.on("data", collect);
    try {
      await untilReady(origin, () => output);
    } catch (error) {
      await end(running);
      throw error;
    }
  };
  await start();
  return {
    host: hostName,
    origin,
    providerOrigin,
    folder,
    remembersMs: host.remembersMs,
    databaseUrl: host.deployment["GRANTRY_DATABASE_URL"],
    output: () => output,
    processId: () => running?.pid ?? 0,
    start,
    async stop() {
      if (running) await end(running);
    },
    async anotherHost() {
      const PORT = String(await freePort());
      const second = spawn(process.execPath, [grantry, "serve"], {
        cwd: folder,
        env: { ...outside, PORT },
        stdio: "ignore",
      });
      await untilReady(`http://localhost:${PORT}`, () => "the second host");
      return { origin: `http://localhost:${PORT}`, stop: () => end(second) };
    },
    console: (args, input, variables) =>
      run([process.execPath, grantry, ...args], { cwd: folder, env: { ...outside, ...variables }, input }),
    bash: (script) =>
      run(["bash", "-c", `grantry() { '${process.execPath}' '${grantry}' "$@"; }\n${script}`], {
        cwd: folder,
        env: outside,
        input: undefined,
      }),
  };
}

async function run(
  [program, ...args]: readonly [string, ...string[]],
  given: { cwd: string; env: NodeJS.ProcessEnv; input: string | undefined },
): Promise<Ended> {
  const child = spawn(program, args, { cwd: given.cwd, env: given.env, stdio: ["pipe", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  child.stdin.on("error", () => undefined); // it may have ended without reading
  child.stdin.end(given.input ?? "");
  const [code] = (await once(child, "close")) as [number];
  return { code, stdout, stderr };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  await once(child, "exit");
}

/** Waits until a host answers that it is ready. */
export async function untilReady(origin: string, output: () => string): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    const answer = await fetch(`${origin}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the product did not become ready:\n${output()}`);
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return address.port;
}
