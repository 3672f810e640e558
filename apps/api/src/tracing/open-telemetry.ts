import type { Span, SpanFacts, Tracer } from "@grantry/core";
import { ProblemError } from "@grantry/schema";
import {
  type Span as OpenTelemetrySpan,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  type Context as TraceContext,
  type TracerProvider,
  trace,
} from "@opentelemetry/api";
import { parseTraceParent } from "@opentelemetry/core";

/** Knows in whose work something begins. */
export interface PresentSpan {
  readonly get: () => TraceContext | undefined;
  readonly run: <T>(context: TraceContext, work: () => Promise<T>) => Promise<T>;
}

/** The tracer over OpenTelemetry's SDK. */
export function openTelemetryTracer(provider: TracerProvider, present: PresentSpan): Tracer {
  const tracer = provider.getTracer("grantry");
  return {
    span({ name, facts = {}, request }, work) {
      const parent = present.get() ?? contextOf(request?.traceparent);
      const kind = request ? SpanKind.SERVER : SpanKind.INTERNAL;
      const span = tracer.startSpan(name, { kind, attributes: known(facts) }, parent);
      return present.run(trace.setSpan(parent, span), async () => {
        try {
          return await work(shown(span));
        } catch (error) {
          span.setAttribute("error.type", typeOf(error)); // its message may quote what was sent
          span.setStatus({ code: SpanStatusCode.ERROR });
          throw error;
        } finally {
          span.end();
        }
      });
    },
  };
}

function contextOf(traceparent: string | undefined): TraceContext {
  const caller = traceparent === undefined ? null : parseTraceParent(traceparent);
  return caller ? trace.setSpanContext(ROOT_CONTEXT, { ...caller, isRemote: true }) : ROOT_CONTEXT;
}

function shown(span: OpenTelemetrySpan): Span {
  return {
    set: (facts) => void span.setAttributes(known(facts)),
    rename: (name) => void span.updateName(name),
  };
}

function known(facts: SpanFacts): Record<string, string | number | boolean> {
  return Object.fromEntries(
    Object.entries(facts).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
}

function typeOf(error: unknown): string {
  if (error instanceof ProblemError) return error.slug;
  return error instanceof Error ? error.name : "unknown";
}
