import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { createApi } from "@grantry/api";
import { createApiKey } from "@grantry/core";
import {
  createTokenConfigRoute,
  deleteTokenConfigRoute,
  getTokenConfigRoute,
  listNotificationsRoute,
  listTokenConfigsRoute,
  type Scope,
  updateTokenConfigRoute,
} from "@grantry/schema";
import { startDeployment } from "@grantry/testing";
import { forAllTests } from "@grantry/testing/for-each-test";
import { createAdaptorServer } from "@hono/node-server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Client, createClient, routeAt } from "./client.ts";
import { ApiProblem, Unreachable } from "./transport.ts";

const deployment = forAllTests(startDeployment);
let server: Server;
let origin: string;
let client: Client;
beforeAll(async () => {
  const api = createApi({
    contextOf: () => ({ db: deployment.db, platform: deployment.platform }),
    maxImportBytes: 20 * 1024 * 1024,
    addressOf: () => null,
  });
  server = createAdaptorServer({ fetch: api.fetch }) as Server; // plain http
  origin = await listen(server);
  const scopes: Scope[] = ["admin"];
  const { key } = await createApiKey(deployment.ctx, { name: "client", scopes, tokenConfigs: null });
  client = createClient({ origin, apiKey: key.reveal() });
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

async function listen(of: Server): Promise<string> {
  of.listen(0, "127.0.0.1");
  await once(of, "listening");
  const address = of.address();
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return `http://127.0.0.1:${address.port}`;
}

const body = {
  name: "a/b ?#ä",
  template: "custom",
  clientId: "the-client",
  authorizationUrl: "https://login.example.com/authorize",
  tokenUrl: "https://login.example.com/token",
};

const thrownBy = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

test("calls routes by their contracts: body, path, query, ETag, and answers without a body", async () => {
  const created = await client.call(createTokenConfigRoute, { body });
  expect(created).toMatchObject({ status: 201, etag: '"1"', data: { name: body.name } });
  const found = await client.call(getTokenConfigRoute, { params: { id: body.name } });
  expect(found.data.id).toBe(created.data.id);
  const listed = await client.call(listTokenConfigsRoute, { query: { q: "ä", pageSize: 1, status: undefined } });
  expect(listed.data.total).toBe(1);
  const changed = await client.call(updateTokenConfigRoute, {
    params: { id: created.data.id },
    body: { ...body, scope: "mail" },
    headers: { "if-match": created.etag ?? "" },
  });
  expect(changed.data.scope).toBe("mail");
  const byAddress = routeAt<typeof getTokenConfigRoute>("get", "/token-configs/{id}");
  expect((await client.call(byAddress, { params: { id: body.name } })).data.scope).toBe("mail");
  const gone = await client.call(deleteTokenConfigRoute, { params: { id: created.data.id } });
  expect(gone).toMatchObject({ status: 204, data: undefined });
});

test("what did not change comes as 304 without data", async () => {
  const first = await client.call(listNotificationsRoute, { query: {} });
  const again = await client.call(listNotificationsRoute, {
    query: {},
    headers: { "if-none-match": first.etag ?? "" },
  });
  expect(again).toMatchObject({ status: 304, data: undefined, etag: first.etag });
});

test("a refusal is the problem in the language that was asked for", async () => {
  const german = createClient({ origin, language: () => "de" });
  const thrown = await thrownBy(german.call(listTokenConfigsRoute, { query: {} }));
  expect(thrown).toBeInstanceOf(ApiProblem);
  expect(thrown).toMatchObject({ problem: { status: 401, type: "urn:grantry:problem:sign-in-needed" } });
  const refused = await thrownBy(client.call(createTokenConfigRoute, { body: { ...body, name: "" } }));
  expect(refused).toMatchObject({ problem: { errors: [{ pointer: "/name" }] } });
});

test.each([
  ["a page of a proxy", 502, "<html>Bad gateway</html>"],
  ["another program's JSON", 500, '{"message":"no"}'],
  ["a page where JSON should be", 200, "<!doctype html>"],
])("%s is no answer of ours", async (_title, status, text) => {
  const other = createServer((_request, response) => response.writeHead(status).end(text));
  const stranger = createClient({ origin: await listen(other) });
  expect(await thrownBy(stranger.call(listTokenConfigsRoute, { query: {} }))).toBeInstanceOf(Unreachable);
  other.closeAllConnections();
  other.close();
});

test("a server that is gone is unreachable", async () => {
  const nobody = createClient({ origin: "http://127.0.0.1:1" });
  expect(await thrownBy(nobody.call(listTokenConfigsRoute, { query: {} }))).toBeInstanceOf(Unreachable);
});
