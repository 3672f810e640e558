import { type Log, noTracer, type Tracer } from "@grantry/core";
import type { Context as TraceContext } from "@opentelemetry/api";
import { JsonTraceSerializer } from "@opentelemetry/otlp-transformer";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { type ReadableSpan, TracerProvider } from "@opentelemetry/sdk-trace";
import { collectorOf, type OtlpVariables } from "./collector.ts";
import { openTelemetryTracer } from "./open-telemetry.ts";

const COLLECTOR_MAY_TAKE_MS = 10_000;

interface Invocation {
  readonly waitUntil: (work: Promise<unknown>) => void;
  readonly log: Log;
}

/**
 * A tracer for one invocation of a Worker: its first span is the parent of the others, and all are sent to the collector
 * in one request once none is open. A collector that does not answer harms nobody but its reader.
 */
export function edgeTracer(env: OtlpVariables, { waitUntil, log }: Invocation): Tracer {
  const collector = collectorOf(env);
  if (collector === null) return noTracer;
  const ended: ReadableSpan[] = [];
  let open = 0;
  const send = async (spans: ReadableSpan[]): Promise<void> => {
    try {
      const signal = AbortSignal.timeout(COLLECTOR_MAY_TAKE_MS);
      const headers = { ...collector.headers, "content-type": "application/json" };
      const body = JsonTraceSerializer.serializeRequest(spans) as Uint8Array<ArrayBuffer>; // of UTF-8 that was just made
      // Followed, a redirect would take the headers along to wherever it leads.
      const answer = await fetch(collector.url, { method: "POST", headers, body, signal, redirect: "manual" });
      await answer.body?.cancel();
      if (!answer.ok) log("warn", "tracing.failed", { status: answer.status });
    } catch (error) {
      log("warn", "tracing.failed", { error: error instanceof Error ? error.name : "unknown" });
    }
  };
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ "service.name": collector.serviceName }),
    spanProcessors: [
      {
        onStart() {
          open += 1;
        },
        onEnd(span) {
          ended.push(span);
          open -= 1;
          if (open === 0) waitUntil(send(ended.splice(0)));
        },
        forceFlush: async () => undefined,
        shutdown: async () => undefined,
      },
    ],
  });
  let first: TraceContext | undefined;
  return openTelemetryTracer(provider, {
    get: () => first,
    run(context, work) {
      first ??= context;
      return work();
    },
  });
}
