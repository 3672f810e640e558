import { passThrough } from "@grantry/core";
import { ProblemError, passThroughAccess } from "@grantry/schema";
import { guard } from "../actor.ts";
import type { ApiApp } from "../mount.ts";

const proxied = /^\/api\/v1\/web-services\/[^/]+\/proxy(\/[^?#]*)?$/;

/** Whether a path is passed through: its body is not ours to limit. */
export function isPassedThrough(path: string): boolean {
  return proxied.test(path);
}

/**
 * Any method below a web service goes on to the service. For API keys alone: what comes back is somebody else's, and a
 * browser that reaches it by its session would take it for ours.
 */
export function mountPassThrough(app: ApiApp): void {
  const guarding = guard(passThroughAccess);
  for (const path of ["/web-services/:id/proxy", "/web-services/:id/proxy/*"]) {
    app.all(path, guarding, async (c) => {
      const { context } = c.var;
      if (context.actor.kind !== "api-key") throw new ProblemError("api-key-needed");
      const { raw } = c.req;
      const { pathname, search } = new URL(raw.url);
      const answer = await passThrough(context, c.req.param("id") ?? "", {
        method: raw.method,
        rest: proxied.exec(pathname)?.[1] ?? "",
        search,
        headers: [...raw.headers],
        body: raw.body,
        signal: raw.signal,
      });
      const headers = new Headers();
      for (const [name, value] of answer.headers) headers.append(name, value);
      return new Response(answer.body, { status: answer.status, headers });
    });
  }
}
