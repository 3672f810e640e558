import { afterAll, beforeAll, expect, test } from "vitest";
import { type ServedApi, serveApi } from "./testing/served-api.ts";

let api: ServedApi;
beforeAll(async () => {
  api = await serveApi();
});
afterAll(() => api.close());

const scrape = (key?: string) =>
  api.ask("GET", "/metrics", { headers: key === undefined ? {} : { authorization: `Bearer ${key}` } });

test("metrics are given to a key with their scope, and to nobody else", async () => {
  expect((await scrape()).status).toBe(401);
  expect((await scrape("grt_unknown")).status).toBe(401);
  expect((await scrape(await api.apiKey(["tokens:read"]))).status).toBe(403);
  const given = await scrape(await api.apiKey(["metrics:read"]));
  expect(given.status).toBe(200);
  expect(given.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  expect(await given.text()).toContain("# TYPE grantry_tokens gauge\n");
});

test("a session is no key: a page on another site cannot read them through a browser", async () => {
  const cookie = await api.signIn();
  expect((await api.ask("GET", "/metrics", { headers: { cookie } })).status).toBe(401);
});
