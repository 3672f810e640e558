import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Client, createClient } from "@libsql/client";
import { grantry } from "../support/hosts.ts";
import { startHranaServer } from "../support/hrana/hrana-server.ts";
import { freePort, untilReady } from "../support/running-product.ts";
import { Steps } from "./steps-proxy.ts";

/** `grantry serve` in a process of its own, on a database by HTTP: killed without a warning, started again. */
export class KillableHost {
  readonly folder = mkdtempSync(join(tmpdir(), "grantry-kill-"));
  readonly steps = new Steps();
  readonly #environment: NodeJS.ProcessEnv;
  readonly #close: (() => Promise<void>)[];
  readonly origin: string;
  /** Straight to the database, past the steps. */
  readonly database: Client;
  #process: ChildProcess | undefined;

  private constructor(given: { port: number; databaseUrl: string; database: Client; close: (() => Promise<void>)[] }) {
    const { NO_COLOR: _color, FORCE_COLOR: _force, ...own } = process.env;
    this.#environment = { ...own, PORT: String(given.port), GRANTRY_DATABASE_URL: given.databaseUrl };
    this.origin = `http://localhost:${given.port}`;
    this.database = given.database;
    this.#close = given.close;
  }

  static async start(): Promise<KillableHost> {
    const file = join(mkdtempSync(join(tmpdir(), "grantry-kill-")), "grantry.db");
    const hrana = await startHranaServer({ file });
    const database = createClient({ url: hrana.url });
    const close: (() => Promise<void>)[] = [];
    const host = new KillableHost({ port: await freePort(), databaseUrl: "", database, close });
    const proxy = await host.steps.proxyTo("database", hrana.url);
    host.#environment["GRANTRY_DATABASE_URL"] = proxy.origin;
    close.push(proxy.close, async () => hrana.close());
    await host.start();
    return host;
  }

  async start(): Promise<void> {
    this.steps.arm(undefined, () => undefined);
    this.#process = spawn(process.execPath, [grantry, "serve"], {
      cwd: this.folder,
      env: this.#environment,
      stdio: "ignore",
    });
    await untilReady(this.origin, () => "the host");
  }

  /** `kill -9`. */
  kill(): void {
    this.#process?.kill("SIGKILL");
  }

  async ended(): Promise<void> {
    const child = this.#process;
    if (child && child.exitCode === null && child.signalCode === null) await once(child, "exit");
  }

  /** Runs a console command on the same database. @throws Error when it fails */
  async console(args: readonly string[]): Promise<string> {
    const { stdout } = await promisify(execFile)(process.execPath, [grantry, ...args], {
      cwd: this.folder,
      env: { ...this.#environment, GRANTRY_LOG: "silent" },
    });
    return stdout;
  }

  /** Answers that wait on its disk. */
  spooled(): readonly string[] {
    try {
      return readdirSync(join(this.folder, "data", "spool")).filter((name) => name.endsWith(".answer"));
    } catch {
      return [];
    }
  }

  /** Ids of the keys in its ring. */
  keyIds(): readonly string[] {
    const text = readFileSync(join(this.folder, "data", "keyring"), "utf8");
    return text
      .trim()
      .split(",")
      .map((entry) => entry.split(":")[0] ?? "");
  }

  async stop(): Promise<void> {
    this.kill();
    await this.ended();
    this.database.close();
    for (const close of this.#close) await close();
  }
}
