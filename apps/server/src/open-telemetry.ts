import { AsyncLocalStorage } from "node:async_hooks";
import { openTelemetryTracer } from "@grantry/api/tracing";
import type { Log } from "@grantry/core";
import type { Context as TraceContext } from "@opentelemetry/api";
import { setGlobalErrorHandler } from "@opentelemetry/core";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import type { Tracing } from "./tracing.ts";

const SENT_EVERY_MS = 1_000;
/** What a collector that hangs may cost a stop, ms. */
const STOP_MAY_TAKE_MS = 3_000;

/** OpenTelemetry's SDK: it reads its variables itself, sends in batches, and drops what its collector does not take. */
export function startOpenTelemetry(log: Log): Tracing {
  setGlobalErrorHandler((error) => log("warn", "tracing.failed", reasonOf(error)));
  const provider = new TracerProvider({
    resource: defaultResource()
      .merge(resourceFromAttributes({ "service.name": "grantry" }))
      .merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [
      new BatchSpanProcessor({ exporter: new OTLPTraceExporter(), scheduledDelayMillis: SENT_EVERY_MS }),
    ],
  });
  const present = new AsyncLocalStorage<TraceContext>();
  const tracer = openTelemetryTracer(provider, {
    get: () => present.getStore(),
    run: (context, work) => present.run(context, work),
  });
  const patience = () => new Promise<void>((resolve) => setTimeout(resolve, STOP_MAY_TAKE_MS).unref());
  return { tracer, stop: () => Promise.race([provider.shutdown().catch(() => undefined), patience()]) };
}

/** A status or a system's code such as ECONNREFUSED; messages may quote what was sent. */
function reasonOf(error: unknown): { error: string } {
  if (error instanceof Error && "code" in error) return { error: String(error.code) };
  return { error: error instanceof Error ? error.name : "unknown" };
}
