import { accessTokenFor } from "@grantry/core";
import { administrator, type RecordingService, startRecordingService } from "@grantry/testing";
import { afterEach, beforeEach, expect, test } from "vitest";
import * as z from "zod";
import { configInput, type ServedApi, serveApi } from "../testing/served-api.ts";
import { edgeTracer } from "./tracer.edge.ts";

const NAME = "Geheimes Postfach";
const CALLER = { traceId: "4bf92f3577b34da6a3ce929d0e0e4736", spanId: "00f067aa0ba902b7" };

let collector: RecordingService;
let api: ServedApi;
let key: string;
const sending: Promise<unknown>[] = [];
beforeEach(async () => {
  collector = await startRecordingService();
  api = await serveApi((platform) => ({
    ...platform,
    tracer: edgeTracer(
      { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_EXPORTER_OTLP_HEADERS: "x-team=mail" },
      { waitUntil: (work) => void sending.push(work), log: platform.log },
    ),
  }));
  key = await api.apiKey(["tokens:read", "token-configs:write", "token-configs:read"]);
  await ask("POST", "/token-configs", { body: configInput(api.endpoint, NAME) });
  await sent();
  collector.requests.splice(0);
});
afterEach(async () => {
  await api.close();
  await collector.close();
});

const ask: ServedApi["ask"] = (method, path, { headers, ...rest } = {}) =>
  api.ask(method, path, { ...rest, headers: { authorization: `Bearer ${key}`, ...headers } });
const read = (headers: Record<string, string> = {}) =>
  ask("GET", `/access-tokens/${encodeURIComponent(NAME)}?minTtl=31`, { headers });

async function sent(): Promise<void> {
  await api.deployment.settled();
  await Promise.all(sending.splice(0));
}

const value = z.union([
  z.object({ stringValue: z.string() }).transform((given) => given.stringValue),
  z.object({ intValue: z.coerce.number() }).transform((given) => given.intValue),
]);
const attributes = z
  .array(z.object({ key: z.string(), value }))
  .transform((given) => Object.fromEntries(given.map((one) => [one.key, one.value])));
const span = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
  kind: z.number(),
  startTimeUnixNano: z.coerce.bigint(),
  endTimeUnixNano: z.coerce.bigint(),
  attributes,
  status: z.object({ code: z.number().optional() }),
});
const request = z.object({
  resourceSpans: z.array(
    z.object({ resource: z.object({ attributes }), scopeSpans: z.array(z.object({ spans: z.array(span) })) }),
  ),
});

/** What the collector got, as a collector reads it (OTLP/HTTP, JSON). */
async function spans() {
  await sent();
  const read = collector.requests.map(({ body }) => request.parse(JSON.parse(body)));
  return read.flatMap(({ resourceSpans }) => resourceSpans.flatMap(({ scopeSpans }) => scopeSpans[0]?.spans ?? []));
}

test("a request and the refresh that it leads to are one trace, which goes on that of who asked", async () => {
  const { traceId, spanId } = CALLER;
  expect((await read({ traceparent: `00-${traceId}-${spanId}-01` })).status).toBe(200);
  const [refresh, asked] = await spans();
  expect(asked).toMatchObject({
    name: "GET /api/v1/access-tokens/{nameOrId}",
    kind: 2,
    traceId,
    parentSpanId: spanId,
    attributes: { "http.request.method": "GET", "http.response.status_code": 200 },
  });
  expect(refresh).toMatchObject({
    name: "token refresh",
    traceId,
    parentSpanId: asked?.spanId,
    attributes: {
      "grantry.outcome": "refreshed",
      "grantry.provider": new URL(api.endpoint.url).origin,
      "grantry.template": "exchange-online-app",
    },
  });
  expect((refresh?.endTimeUnixNano ?? 0n) > (refresh?.startTimeUnixNano ?? 0n)).toBe(true);
  expect(collector.requests[0]).toMatchObject({ path: "/v1/traces", headers: { "x-team": "mail" } });
  expect(request.parse(JSON.parse(collector.requests[0]?.body ?? "")).resourceSpans[0]?.resource.attributes).toEqual({
    "service.name": "grantry",
  });
});

test.each([
  ["not hexadecimal", "00-not-a-trace-01"],
  ["all zeros", `00-${"0".repeat(32)}-${"0".repeat(16)}-01`],
  ["long", "x".repeat(10_000)],
])("a traceparent that is none begins a trace of its own: %s", async (_what, traceparent) => {
  await read({ traceparent });
  const asked = (await spans()).find(({ kind }) => kind === 2);
  expect(asked?.traceId).toMatch(/^(?!0{32})[0-9a-f]{32}$/);
  expect(asked?.parentSpanId ?? "").toBe("");
});

test("a refused refresh says why, in the words that never quote", async () => {
  api.endpoint.answerNext({ status: 401, body: '{"error":"invalid_client","error_description":"the-client-secret?"}' });
  expect((await read()).status).toBe(409);
  const [refresh, asked] = await spans();
  expect(refresh?.attributes).toMatchObject({
    "grantry.outcome": "failed",
    "grantry.failure.class": "config",
    "grantry.failure.explanation": "client-refused",
    "http.response.status_code": 401,
  });
  expect(asked?.attributes).toMatchObject({ "http.response.status_code": 409 });
});

test("no secret, no name and no query is in the spans", async () => {
  const given = z.object({ accessToken: z.string() }).parse(await (await read()).json());
  await ask("GET", `/token-configs?q=${encodeURIComponent("what people look for")}`);
  await ask("GET", "/token-configs/no-such-name");
  await ask("POST", "/token-configs", { body: configInput(api.endpoint, NAME) });
  await ask("GET", "/no/such/route?token=grt_in_the_wrong_place");
  const names = (await spans()).map(({ name }) => name);
  expect(names).toEqual([
    "token refresh",
    "GET /api/v1/access-tokens/{nameOrId}",
    "GET /api/v1/token-configs",
    "GET /api/v1/token-configs/{id}",
    "POST /api/v1/token-configs",
    "GET",
  ]);
  const text = collector.requests.map(({ body }) => body).join("\n");
  const planted = [given.accessToken, key, "grt_", "the-client-secret", NAME, encodeURIComponent(NAME), "look for"];
  for (const secret of [...planted, "minTtl", "no-such-name", administrator.label]) expect(text).not.toContain(secret);
});

test("a collector that is down, refuses or redirects harms nobody", async () => {
  const elsewhere = await startRecordingService();
  for (const status of [503, 307]) {
    collector.answer((_request, response) => response.writeHead(status, { location: elsewhere.url }).end("no"));
    expect((await read()).status).toBe(200);
    await sent();
  }
  expect(elsewhere.requests).toEqual([]);
  await elsewhere.close();
  await collector.close();
  api.deployment.pass(3_600_000);
  expect((await read()).status).toBe(200);
  await sent();
  expect(api.deployment.log.filter((line) => line.includes("tracing.failed")).map((line) => JSON.parse(line))).toEqual([
    ["warn", "tracing.failed", { status: 503 }],
    ["warn", "tracing.failed", { status: 307 }],
    ["warn", "tracing.failed", { error: "TypeError" }],
  ]);
  collector = await startRecordingService();
});

test("what goes on after the answer is sent as well", async () => {
  await read();
  api.deployment.pass(3_600_000 - 200_000);
  await spans();
  collector.requests.splice(0);
  expect((await read()).status).toBe(200);
  const seen = await spans();
  const asked = seen.find(({ kind }) => kind === 2);
  expect(seen.find(({ name }) => name === "token refresh")).toMatchObject({
    traceId: asked?.traceId,
    parentSpanId: asked?.spanId,
  });
  expect((await accessTokenFor(api.deployment.ctx, NAME)).expiresAt).not.toBeNull();
});
