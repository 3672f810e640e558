import { collectorOf } from "@grantry/api/collector";
import { noTracer, type Tracer } from "@grantry/core";

/** How spans leave this process. */
export interface Tracing {
  readonly tracer: Tracer;
  /** Sends what is left. */
  readonly stop: () => Promise<void>;
}

/** Tracing as OpenTelemetry's variables ask for it. Its SDK is loaded only then. */
export async function startTracing(variables: NodeJS.ProcessEnv): Promise<Tracing> {
  if (collectorOf(variables) === null) return { tracer: noTracer, stop: async () => undefined };
  const { startOpenTelemetry } = await import("./open-telemetry.ts");
  return startOpenTelemetry();
}
