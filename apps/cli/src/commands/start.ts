import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { isLoopback } from "@grantry/core";
import { type Environment, EnvironmentError, readEnvironment } from "@grantry/server";
import { defineCommand } from "citty";
import { runServer } from "./serve.ts";

export const startCommand = defineCommand({
  meta: { name: "start", description: "Serve with the practice provider beside it, for trying out and learning" },
  args: {
    practice: {
      type: "boolean",
      default: true,
      description: "run the practice provider",
      negativeDescription: "leave it out",
    },
  },
  async run({ args }) {
    const environment = readEnvironment(process.env);
    if (!args.practice) return runServer(environment);
    if (!isLoopback(environment.host)) {
      throw new EnvironmentError(
        `The practice provider is for this machine alone, but HOST is ${environment.host}. Use --no-practice.`,
      );
    }
    const practice = await startPracticeProvider(environment);
    try {
      await runServer({ ...environment, practiceOrigin: practice.origin });
    } finally {
      await practice.stop();
    }
  },
});

/** Runs the practice provider as a process of its own, and waits until it answers. */
async function startPracticeProvider(environment: Environment): Promise<{ origin: string; stop: () => Promise<void> }> {
  const port = process.env["PRACTICE_PORT"] ?? "8090";
  const origin = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [programPath()], {
    // The channel tells it when this process is gone, however that happened.
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    env: {
      ...process.env,
      PRACTICE_PORT: port,
      PRACTICE_DATA: `${environment.dataFolder}/practice`,
      PRACTICE_PRODUCT_ORIGINS: `http://localhost:${environment.port},http://127.0.0.1:${environment.port}`,
    },
  });
  await untilReady(child, origin);
  return {
    origin,
    async stop() {
      if (child.exitCode !== null) return;
      child.kill("SIGTERM");
      await once(child, "exit");
    },
  };
}

async function untilReady(child: ChildProcess, origin: string): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (child.exitCode !== null)
      throw new EnvironmentError(
        `The practice provider did not start at ${origin}; it says why above. --no-practice leaves it out.`,
      );
    const answer = await fetch(`${origin}/healthz`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  child.kill();
  throw new EnvironmentError(`The practice provider at ${origin} does not answer. --no-practice leaves it out.`);
}

function programPath(): string {
  const candidates = ["./practice-provider.mjs", "../../../practice-provider/src/main.ts"];
  const found = candidates
    .map((path) => fileURLToPath(new URL(path, import.meta.url)))
    .find((path) => existsSync(path));
  if (found === undefined)
    throw new EnvironmentError("The practice provider is not built. Run npm run build, or use --no-practice.");
  return found;
}
