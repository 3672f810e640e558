import { actorOfApiKey, metricsText } from "@grantry/core";
import { mayDo, ProblemError, secret } from "@grantry/schema";
import type { ApiHost } from "../host.ts";
import type { ApiApp } from "../mount.ts";

/**
 * For Prometheus, always with an API key: behind a proxy on the same machine every request comes from loopback, so an
 * address proves nothing.
 */
export function mountMetrics(app: ApiApp, host: ApiHost): void {
  app.get("/metrics", async (c) => {
    const context = host.contextOf(c);
    const [, key] = /^Bearer +(\S+)$/i.exec(c.req.header("authorization") ?? "") ?? [];
    if (key === undefined) throw new ProblemError("api-key-refused");
    const actor = await actorOfApiKey(context, secret(key));
    if (!mayDo(actor, "metrics:read")) throw new ProblemError("not-allowed", { parameters: { scope: "metrics:read" } });
    return c.body(await metricsText(context), 200, {
      "content-type": "text/plain; version=0.0.4; charset=utf-8",
      "cache-control": "no-store, no-transform",
    });
  });
}
