import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../../apps/cli/dist/grantry.mjs", import.meta.url));

/** A running product with its practice provider, in a folder of its own, as `npm start` runs it. */
export interface Product {
  readonly origin: string;
  readonly providerOrigin: string;
  readonly folder: string;
  /** What it has printed so far. */
  readonly output: () => string;
  readonly stop: () => Promise<void>;
  readonly start: () => Promise<void>;
  /** A second host on the same database and key ring. */
  readonly anotherHost: () => Promise<{ origin: string; stop: () => Promise<void> }>;
  /** Runs a console command on the same database. */
  readonly console: (
    args: readonly string[],
    input?: string,
  ) => Promise<{ code: number; stdout: string; stderr: string }>;
}

/** Starts a product on a new database. Access tokens live `accessTokenSeconds`. */
export async function startProduct(options: { accessTokenSeconds: number }): Promise<Product> {
  const folder = mkdtempSync(join(tmpdir(), "grantry-e2e-"));
  const [port, practicePort] = [await freePort(), await freePort()];
  const providerOrigin = `http://127.0.0.1:${practicePort}`;
  const environment = {
    ...process.env,
    PORT: String(port),
    PRACTICE_PORT: String(practicePort),
    PRACTICE_ACCESS_TOKEN_SECONDS: String(options.accessTokenSeconds),
    PRACTICE_TEST_CONTROLS: "1",
    GRANTRY_PRACTICE_ORIGIN: providerOrigin,
  };
  let running: ChildProcess | undefined;
  let output = "";
  const start = async (): Promise<void> => {
    running = spawn(process.execPath, [program, "start"], {
      cwd: folder,
      env: environment,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
    };
    running.stdout?.on("data", collect);
    running.stderr?.on("data", collect);
    await untilReady(`http://localhost:${port}/readyz`, () => output);
  };
  await start();
  return {
    origin: `http://localhost:${port}`,
    providerOrigin,
    folder,
    output: () => output,
    start,
    async stop() {
      if (!running || running.exitCode !== null) return;
      running.kill("SIGTERM");
      await once(running, "exit");
    },
    async anotherHost() {
      const PORT = String(await freePort());
      const host = spawn(process.execPath, [program, "serve"], {
        cwd: folder,
        env: { ...environment, PORT },
        stdio: "ignore",
      });
      const origin = `http://localhost:${PORT}`;
      await untilReady(`${origin}/readyz`, () => "the second host");
      return {
        origin,
        async stop() {
          host.kill("SIGTERM");
          await once(host, "exit");
        },
      };
    },
    async console(args, input) {
      const child = spawn(process.execPath, [program, ...args], {
        cwd: folder,
        env: environment,
        stdio: ["pipe", "pipe", "pipe"],
      });
      let stdout = "";
      let stderr = "";
      child.stdout.on("data", (chunk: Buffer) => {
        stdout += chunk.toString();
      });
      child.stderr.on("data", (chunk: Buffer) => {
        stderr += chunk.toString();
      });
      child.stdin.end(input ?? "");
      const [code] = (await once(child, "close")) as [number];
      return { code, stdout, stderr };
    },
  };
}

async function untilReady(url: string, output: () => string): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (Date.now() < deadline) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the product did not become ready:\n${output()}`);
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
