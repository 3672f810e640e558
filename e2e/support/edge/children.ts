import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

/** Programs that live and end together. */
export class Children {
  readonly #running: ChildProcess[] = [];

  /** Starts a program whose output is ours; when it ends by itself, `onEnd` is told. */
  start(command: readonly string[], given: { env: NodeJS.ProcessEnv; onEnd: () => void }): void {
    const child = spawn(process.execPath, command, { env: given.env, stdio: ["ignore", "inherit", "inherit"] });
    child.once("exit", given.onEnd);
    this.#running.push(child);
  }

  /** Ends all, the last started first, and waits for them. */
  async stop(): Promise<void> {
    for (const child of this.#running.splice(0).reverse()) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill("SIGTERM");
      await once(child, "exit");
    }
  }
}

/** Runs a program to its end. @throws Error when it fails */
export async function runToEnd(command: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn(process.execPath, command, { env, stdio: ["ignore", "inherit", "inherit"] });
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`${command.join(" ")} ended with ${code}`);
}

/** Waits until an address answers with 2xx; 30 s at most. */
export async function untilReady(url: string): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (Date.now() < deadline) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${url} does not answer`);
}
