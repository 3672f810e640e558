import { noTracer, type Tracer } from "@grantry/core";
import type { Environment } from "./environment.ts";
import { logTo } from "./log.ts";

/** How spans leave this process. */
export interface Tracing {
  readonly tracer: Tracer;
  /** Sends what is left. */
  readonly stop: () => Promise<void>;
}

/** Tracing, where a collector is named. OpenTelemetry's SDK is loaded only then. */
export async function startTracing({ isTraced, logLevel }: Environment): Promise<Tracing> {
  if (!isTraced) return { tracer: noTracer, stop: async () => undefined };
  const { startOpenTelemetry } = await import("./open-telemetry.ts");
  return startOpenTelemetry(logTo((line) => process.stderr.write(line), logLevel));
}
