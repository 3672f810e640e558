import { readiness } from "@grantry/core";
import { ProblemError } from "@grantry/schema";
import type { ApiHost } from "../host.ts";
import type { ApiApp } from "../mount.ts";

/** For those who watch the process: is it alive, is it ready. */
export function mountHealth(app: ApiApp, host: ApiHost): void {
  app.get("/healthz", (c) => c.json({ status: "alive" }));
  app.get("/readyz", async (c) => {
    const state = await readiness(host.contextOf(c));
    if (state.ready) return c.json({ status: "ready" });
    throw new ProblemError("not-ready", { parameters: { reason: state.reason, action: state.action } });
  });
}
