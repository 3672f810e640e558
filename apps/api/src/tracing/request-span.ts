import { noTracer, type Tracer } from "@grantry/core";
import type { Context as HonoContext, Next } from "hono";
import { matchedRoutes } from "hono/route";

/** A request as a span, named by its route: addresses hold names of configurations, and queries worse. */
export function requestSpan(tracer: Tracer, c: HonoContext, next: Next): Promise<void> {
  if (tracer === noTracer) return next();
  const { method } = c.req;
  const request = { traceparent: c.req.header("traceparent") };
  return tracer.span({ name: method, facts: { "http.request.method": method }, request }, async (span) => {
    await next();
    const route = routeOf(c);
    if (route !== undefined) span.rename(`${method} ${route}`);
    span.set({ "http.route": route, "http.response.status_code": c.res.status });
  });
}

/** What answers, of all that was run through: middleware is for any path. */
function routeOf(c: HonoContext): string | undefined {
  return matchedRoutes(c)
    .map(({ path }) => path)
    .findLast((path) => !/^\/api\/v1\/\*$|^\/?\*$/.test(path))
    ?.replace(/:(\w+)(\{[^}]*\})?/g, "{$1}");
}
