import { type ProblemSlug, problem, problems, type Route } from "@grantry/schema";
import { createRoute, type OpenAPIHono, type RouteConfig } from "@hono/zod-openapi";
import { guard } from "./actor.ts";
import type { ApiEnvironment } from "./host.ts";

export type ApiApp = OpenAPIHono<ApiEnvironment>;

/** A contract as a route of this app, its guard in front. */
export function guarded<const R extends Route & RouteConfig>(app: ApiApp, route: R) {
  app.on(route.method.toUpperCase(), route.path.replace(/\{(\w+)\}/g, ":$1"), guard(route));
  return createRoute({ ...route, responses: { ...route.responses, ...refusals(route.refuses) } });
}

const anyRouteRefuses = ["sign-in-needed", "not-allowed", "internal-error"] as const;

/** The answers that refuse, by status; each is problem+json. */
function refusals(slugs: readonly ProblemSlug[] = []): RouteConfig["responses"] {
  const byStatus = Map.groupBy([...slugs, ...anyRouteRefuses], (slug) => problems[slug].status);
  return Object.fromEntries(
    [...byStatus].map(([status, group]) => [
      status,
      { description: group.join(", "), content: { "application/problem+json": { schema: problem } } },
    ]),
  );
}
