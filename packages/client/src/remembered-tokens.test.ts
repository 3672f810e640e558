import { once } from "node:events";
import type { Server } from "node:http";
import { createApi } from "@grantry/api";
import { createApiKey, importTokenConfigs } from "@grantry/core";
import { startDeployment, startTokenEndpoint } from "@grantry/testing";
import { forEachTest } from "@grantry/testing/for-each-test";
import { createAdaptorServer } from "@hono/node-server";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createClient } from "./client.ts";
import { type RememberedTokens, rememberTokens } from "./remembered-tokens.ts";
import { type ApiProblem, Unreachable } from "./transport.ts";

const endpoint = forEachTest(startTokenEndpoint);
const deployment = forEachTest(startDeployment);
let server: Server;
let tokens: RememberedTokens;
let asked: string[];
beforeEach(async () => {
  asked = [];
  const api = createApi({
    contextOf: () => ({ db: deployment.db, platform: deployment.platform }),
    maxImportBytes: 1024,
    addressOf: () => null,
  });
  const fetch = (request: Request) => {
    asked.push(new URL(request.url).pathname);
    return api.fetch(request);
  };
  server = createAdaptorServer({ fetch }) as Server; // plain http
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port was given");
  const { key } = await createApiKey(deployment.ctx, { name: "p", scopes: ["tokens:read"], tokenConfigs: null });
  tokens = rememberTokens(createClient({ origin: `http://127.0.0.1:${address.port}`, apiKey: key.reveal() }));
  const request = `{Request: {URL: "${endpoint.url}", Parameters: {grant_type: client_credentials}}}`;
  const config = `{ClientID: c, ClientSecret: s, AuthFlow: ClientCredentials, Requests: {TokenByClientCredentials: ${request}}}`;
  const file = new TextEncoder().encode(`- Name: CRM\n  Config: ${config}\n`);
  await importTokenConfigs(deployment.ctx, file, { overwrite: false, dryRun: false, leaveOutRefused: false });
});
afterEach(() => {
  vi.restoreAllMocks();
  server.closeAllConnections();
  server.close();
});

/** Lets time go by for the program and the server alike. */
function pass(ms: number): void {
  const now = performance.now() + ms;
  vi.spyOn(performance, "now").mockReturnValue(now);
  deployment.pass(ms);
}

test("callers at the same time, and later ones until it is due, cost one request", async () => {
  const given = await Promise.all(Array.from({ length: 20 }, () => tokens.accessToken("CRM")));
  expect(new Set(given).size).toBe(1);
  pass(53 * 60_000);
  expect(await tokens.accessToken("CRM")).toBe(given[0]);
  expect(asked).toHaveLength(1);
});

test("a due one is asked for again, and a forgotten one at once", async () => {
  const first = await tokens.accessToken("CRM");
  pass(3_590_000);
  const second = await tokens.accessToken("CRM");
  expect(second).not.toBe(first);
  tokens.forget("CRM");
  expect(await tokens.accessToken("CRM")).toBe(second);
  expect(asked).toHaveLength(3);
});

test("a short-lived one is remembered for half its life", async () => {
  endpoint.setLifetime(40);
  await tokens.accessToken("CRM");
  pass(15_000);
  await tokens.accessToken("CRM");
  expect(asked).toHaveLength(1);
  pass(10_000);
  await tokens.accessToken("CRM");
  expect(asked).toHaveLength(2);
});

test("a refusal is told, and not remembered", async () => {
  endpoint.answerNext({ status: 400, body: '{"error":"invalid_client"}' });
  const refused = await tokens.accessToken("CRM").catch((error: ApiProblem) => error.problem.type);
  expect(refused).toBe("urn:grantry:problem:needs-settings");
  const unknown = await tokens.accessToken("nobody").catch((error: ApiProblem) => error.problem.type);
  expect(unknown).toBe("urn:grantry:problem:token-config-not-found");
  expect(asked).toHaveLength(2);
});

test("what is no answer of the broker gives no token", async () => {
  const answer = { status: 200, etag: null, headers: new Headers() };
  const strange = rememberTokens({ request: async () => ({ ...answer, data: { token: "x" } }) });
  await expect(strange.accessToken("CRM")).rejects.toThrow(Unreachable);
});
