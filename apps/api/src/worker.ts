import { callbackPath, refreshDue } from "@grantry/core";
import { type EdgeEnvironment, edgeDatabase, edgePlatform } from "@grantry/core/platform.edge";
import { createApi } from "./app.ts";

interface Environment extends EdgeEnvironment {
  readonly ASSETS: { fetch(request: Request): Promise<Response> };
  readonly CALLBACK: { fetch(request: Request): Promise<Response> };
}

interface Execution {
  waitUntil(work: Promise<unknown>): void;
}

/** A tick may make so many requests besides those to the database. */
const TOKENS_PER_TICK = 200;
/** Shorter lifetimes than five minutes are refreshed when read: the cron ticks each minute. */
const MIN_LIFETIME_MS = 5 * 60_000;

const api = createApi({
  contextOf: (c) => contextOf(c.env, c.executionCtx),
  addressOf: (c) => c.req.header("cf-connecting-ip") ?? null,
});

function contextOf(env: EdgeEnvironment, execution: Execution) {
  return { db: edgeDatabase(env), platform: edgePlatform(env, (work) => execution.waitUntil(work)) };
}

const clock = { actor: { kind: "clock", id: "clock", label: "clock" }, language: "en" } as const;

export default {
  async fetch(request: Request, env: Environment, execution: Execution): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith("/api/") || pathname === "/healthz" || pathname === "/readyz") {
      return api.fetch(request, env, {
        ...execution,
        waitUntil: (work) => execution.waitUntil(work),
        passThroughOnException: () => undefined,
        props: {},
      });
    }
    const redirect = await callbackPath({ ...contextOf(env, execution), ...clock });
    if (pathname === redirect || pathname === `${redirect}.pl`) return env.CALLBACK.fetch(request);
    return env.ASSETS.fetch(request);
  },

  async scheduled(_event: unknown, env: Environment, execution: Execution): Promise<void> {
    await refreshDue(
      { ...contextOf(env, execution), ...clock },
      { most: TOKENS_PER_TICK, minLifetimeMs: MIN_LIFETIME_MS },
    );
  },
};
