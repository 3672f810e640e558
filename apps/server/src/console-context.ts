import { join } from "node:path";
import { type Context, isLoopback, noTracer, proveKeyRing, type Tracer } from "@grantry/core";
import { KeyRingError, sealedValuesByKey } from "@grantry/db";
import { type Environment, EnvironmentError } from "./environment.ts";
import { openKeyRing } from "./key-ring-file.ts";
import { logTo } from "./log.ts";
import { type DatabaseUse, openDatabase } from "./open-database.ts";
import { type Background, backgroundWork, nodePlatform } from "./platform.ts";
import { openSpool } from "./spool.ts";

export interface OpenedContext {
  readonly ctx: Context;
  readonly background: Background;
  readonly keyRingMadeAt: string | null;
  readonly close: () => Promise<void>;
}

/**
 * Database, key ring and platform of this deployment, for the console and for the server.
 * @throws EnvironmentError when any of them is missing or does not fit the others
 */
export async function openContext(
  environment: Environment,
  use: DatabaseUse,
  tracer: Tracer = noTracer,
): Promise<OpenedContext> {
  const { db, state } = await openDatabase(environment, use);
  const log = logTo((line) => process.stderr.write(line), environment.logLevel);
  const background = backgroundWork(log);
  const { keyRing, file, madeAt } = await openKeyRing(environment, {
    isAnythingSealed: async () => state === "existing" && (await sealedValuesByKey(db)).size > 0,
    log,
  });
  const platform = nodePlatform({
    keys: keyRing,
    keyRingFile: file,
    spool: openSpool(join(environment.dataFolder, "spool")),
    log,
    tracer,
    background,
    loopbackHost: isLoopback(environment.host) ? `localhost:${environment.port}` : null,
    practiceOrigin: environment.practiceOrigin,
  });
  const ctx: Context = { db, platform, actor: { kind: "console", id: "console", label: "console" }, language: "en" };
  try {
    await proveKeyRing(ctx);
  } catch (error) {
    if (!(error instanceof KeyRingError)) throw error;
    throw new EnvironmentError(
      `The key ring does not open this database: ${error.message}. Use the key ring that belongs to it.`,
      { cause: error },
    );
  }
  const close = async () => {
    await background.settled();
    db.client.close();
  };
  return { ctx, background, keyRingMadeAt: madeAt, close };
}
