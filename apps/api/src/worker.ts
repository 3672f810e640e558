import {
  advanceKeyRotation,
  announceHost,
  type Context,
  continueImports,
  deliverDue,
  deliverNotifications,
  fetchDue,
  forgetOld,
  type HandedOver,
  handOverDue,
  pollDeviceAuthorizations,
  refreshDue,
  refreshHandedOver,
  tellChannels,
} from "@grantry/core";
import {
  type EdgeEnvironment,
  edgeDatabase,
  edgeMailNetwork,
  edgePlatform,
  environmentFault,
  keptFreshFromMsAtTheEdge,
} from "@grantry/core/platform.edge";
import { createApi } from "./app.ts";
import { partFor } from "./part-for.ts";
import type { OtlpVariables } from "./tracing/collector.ts";
import { edgeTracer } from "./tracing/tracer.edge.ts";

interface Environment extends EdgeEnvironment, OtlpVariables {
  readonly ASSETS: { fetch(request: Request): Promise<Response> };
  readonly CALLBACK: { fetch(request: Request): Promise<Response> };
  readonly REFRESHES: { sendBatch(messages: Iterable<{ body: HandedOver }>): Promise<unknown> };
}

interface Execution {
  waitUntil(work: Promise<unknown>): void;
}

/** Asked once a tick; whoever watches asks meanwhile. */
const DEVICES_PER_TICK = 20;
const tick = {
  /** A refresh takes about seven requests, and an invocation may make a thousand. */
  most: 100,
  /** Six connections an invocation, the database's among them. */
  atOnce: { inAll: 5, perEndpoint: 3 },
  minLifetimeMs: keptFreshFromMsAtTheEdge,
} as const;

/** No piece of an import begins later in a tick; what is left, the next one takes up. */
const IMPORTS_MS = 20_000;
/** No fetch or delivery begins later in a tick; what is left, the next one takes up. */
const MAIL_MS = 20_000;
const CHANNELS_MS = 10_000;
const DELIVERIES_PER_TICK = 40;
/** What is due beyond goes through the queue; a batch is at most a hundred messages. */
const handed = { keep: tick.most, most: 2_500, each: 25, minLifetimeMs: tick.minLifetimeMs } as const;
const RESEALED_PER_TICK = 500;
/** All isolates have the same variables: to the other hosts they are one. */
const edge = { id: "edge", name: "edge" };

const api = createApi({
  contextOf: (c) => contextOf(c.env, c.executionCtx),
  maxImportBytes: 2 * 1024 * 1024, // a Worker has 128 MB and half a minute
  addressOf: (c) => c.req.header("cf-connecting-ip") ?? null,
});

function contextOf(env: EdgeEnvironment & OtlpVariables, execution: Execution): Pick<Context, "db" | "platform"> {
  const waitUntil = (work: Promise<unknown>) => execution.waitUntil(work);
  const platform = edgePlatform(env, { waitUntil, mailNetworkWith: edgeMailNetwork });
  return {
    db: edgeDatabase(env),
    platform: { ...platform, tracer: edgeTracer(env, { waitUntil, log: platform.log }) },
  };
}

const clock = { actor: { kind: "clock", id: "clock", label: "clock" }, language: "en" } as const;

export default {
  async fetch(request: Request, env: Environment, execution: Execution): Promise<Response> {
    const fault = environmentFault(env);
    if (fault) return new Response(`${fault}\n`, { status: 503 });
    const url = new URL(request.url);
    const part = await partFor({ ...contextOf(env, execution), ...clock }, url);
    if (part === "callback") return env.CALLBACK.fetch(request);
    if (part === "screens") return screen(request, url, env);
    const ask = async (asked: Request) =>
      api.fetch(asked, env, {
        waitUntil: (work) => execution.waitUntil(work),
        passThroughOnException: () => undefined,
        props: {},
      });
    if (url.pathname === "/healthz") return ask(request);
    return (await whyUnfit(ask, request)) ?? ask(request);
  },

  async scheduled(event: { scheduledTime: number }, env: Environment, execution: Execution): Promise<void> {
    const ctx = { ...contextOf(env, execution), ...clock };
    await ctx.platform.tracer.span({ name: "tick" }, () => tickOnce(ctx, env, new Date(event.scheduledTime)));
  },

  async queue(
    batch: { readonly messages: readonly { readonly body: HandedOver }[] },
    env: Environment,
    execution: Execution,
  ): Promise<void> {
    const ctx = { ...contextOf(env, execution), ...clock };
    await ctx.platform.tracer.span({ name: "refresh what was handed over" }, async () => {
      for (const { body } of batch.messages) await refreshHandedOver(ctx, body, tick.atOnce);
    });
  },
};

async function tickOnce(ctx: Context, { REFRESHES }: Environment, at: Date): Promise<void> {
  await pollDeviceAuthorizations(ctx, DEVICES_PER_TICK);
  const rest = await handOverDue(ctx, handed);
  if (rest.length > 0) await REFRESHES.sendBatch(rest.map((body) => ({ body })));
  await refreshDue(ctx, tick);
  await continueImports(ctx, AbortSignal.timeout(IMPORTS_MS));
  if (at.getUTCMinutes() === 0) await forgetOld(ctx);
  const stop = AbortSignal.timeout(MAIL_MS);
  await fetchDue(ctx, { messages: 200, milliseconds: MAIL_MS, stop });
  await deliverDue(ctx, DELIVERIES_PER_TICK, stop);
  await tellChannels(ctx);
  await deliverNotifications(ctx, DELIVERIES_PER_TICK, AbortSignal.timeout(CHANNELS_MS));
  await announceHost(ctx, edge);
  if (ctx.platform.keys.keys.length > 1) await advanceKeyRotation(ctx, RESEALED_PER_TICK);
}

/** Proven once per isolate: nothing is sealed with a key ring that does not open what is stored. */
let fit = false;

async function whyUnfit(ask: (request: Request) => Promise<Response>, request: Request): Promise<Response | null> {
  if (fit) return null;
  const answer = await ask(new Request(new URL("/readyz", request.url), { headers: request.headers }));
  fit = answer.ok;
  return fit ? null : answer;
}

/** A file of the screens; an address without one is the SPA's own. */
async function screen(request: Request, url: URL, { ASSETS }: Environment): Promise<Response> {
  const file = await ASSETS.fetch(request);
  const isPage = !url.pathname.split("/").at(-1)?.includes(".");
  return file.status === 404 && isPage ? ASSETS.fetch(new Request(new URL("/", url), request)) : file;
}
