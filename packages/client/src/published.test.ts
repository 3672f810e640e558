import { execFile, execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createApi } from "@grantry/api";
import { createApiKey, importTokenConfigs } from "@grantry/core";
import type { Problem as ContractProblem } from "@grantry/schema";
import { startDeployment, startTokenEndpoint } from "@grantry/testing";
import { forAllTests } from "@grantry/testing/for-each-test";
import { createAdaptorServer } from "@hono/node-server";
import { afterAll, beforeAll, describe, expect, expectTypeOf, test } from "vitest";
import { createClient } from "./published.ts";
import { routeTypes } from "./route-types.ts";
import type { Problem } from "./transport.ts";
import { typeOf } from "./type-of-json-schema.ts";

const here = fileURLToPath(new URL("../", import.meta.url));
const bin = fileURLToPath(new URL("../../../node_modules/.bin/", import.meta.url));

let folder: string;
const endpoint = forAllTests(startTokenEndpoint);
const deployment = forAllTests(startDeployment);
let server: Server;
let origin: string;
let apiKey: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "grantry-client-"));
  const api = createApi({
    contextOf: () => ({ db: deployment.db, platform: deployment.platform }),
    maxImportBytes: 1024,
    addressOf: () => null,
  });
  server = createAdaptorServer({ fetch: api.fetch }) as Server; // plain http
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port was given");
  origin = `http://127.0.0.1:${address.port}`;
  const scopes = ["tokens:read", "token-configs:read"] as const;
  const { key } = await createApiKey(deployment.ctx, { name: "p", scopes: [...scopes], tokenConfigs: null });
  apiKey = key.reveal();
  const request = `{Request: {URL: "${endpoint.url}", Parameters: {grant_type: client_credentials}}}`;
  const config = `{ClientID: c, ClientSecret: s, AuthFlow: ClientCredentials, Requests: {TokenByClientCredentials: ${request}}}`;
  const file = new TextEncoder().encode(`- Name: CRM\n  Config: ${config}\n`);
  await importTokenConfigs(deployment.ctx, file, { overwrite: false, dryRun: false, leaveOutRefused: false });
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});

describe("the package as it is published", () => {
  let installed: string;
  beforeAll(() => {
    execFileSync("pnpm", ["pack", "--pack-destination", folder], { cwd: here, stdio: "pipe" });
    installed = join(folder, "node_modules/@grantry/client");
    mkdirSync(installed, { recursive: true });
    const tarball = join(folder, "grantry-client-0.1.0.tgz");
    execFileSync("tar", ["-xzf", tarball, "-C", installed, "--strip-components=1"]);
    writeFileSync(join(folder, "package.json"), '{"type": "module"}');
  });

  test("stands alone: nothing of the workspace, no dependency, no source but what runs", () => {
    const manifest = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
    expect(manifest).not.toHaveProperty("private");
    expect(manifest).not.toHaveProperty("dependencies");
    expect(manifest.exports["."]).toEqual({ types: "./dist/published.d.ts", default: "./dist/published.js" });
    const names = execFileSync("tar", ["-tzf", join(folder, "grantry-client-0.1.0.tgz")], { encoding: "utf8" });
    expect(names.trim().split("\n").sort()).toEqual([
      "package/LICENSE",
      "package/README.md",
      "package/dist/published.d.ts",
      "package/dist/published.js",
      "package/dist/remembered-tokens.d.ts",
      "package/dist/remembered-tokens.js",
      "package/dist/routes.d.ts",
      "package/dist/transport.d.ts",
      "package/dist/transport.js",
      "package/package.json",
    ]);
  });

  const check = (text: string): string => {
    writeFileSync(join(folder, "consumer.ts"), text);
    const options = ["--strict", "--exactOptionalPropertyTypes", "--module", "nodenext", "--target", "es2022"];
    const args = [...options, "--lib", "es2022,dom", "--types", "", "--outDir", folder, "consumer.ts"];
    try {
      return execFileSync(`${bin}tsc`, args, { cwd: folder, encoding: "utf8", stdio: "pipe" });
    } catch (error) {
      return String(Object(error).stdout);
    }
  };
  const run = (): Promise<string> =>
    new Promise((resolve, reject) => {
      const env = { ...process.env, GRANTRY_URL: origin, GRANTRY_KEY: apiKey };
      execFile(process.execPath, ["consumer.js"], { cwd: folder, env }, (error, stdout) =>
        error ? reject(error) : resolve(stdout),
      );
    });

  test("a program that uses it type-checks, and runs against a server", async () => {
    expect(check(program)).toBe("");
    const [token, again, status, listed, problem] = (await run()).trim().split("\n");
    expect(token).toMatch(/^access-\d+$/);
    expect(again).toBe(token);
    expect([status, listed, problem]).toEqual(["valid", "1", "urn:grantry:problem:token-config-not-found"]);
  });

  test("the README's program type-checks", () => {
    const readme = readFileSync(join(installed, "README.md"), "utf8");
    const blocks = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, block]) => block);
    expect(blocks.length).toBe(3);
    expect(check(`declare const process: { env: Record<string, string | undefined> };\n${blocks.join("\n")}`)).toBe("");
  });

  test("what the API does not take or give does not compile", () => {
    const calls = [
      `client.call("GET /token-config/{id}", {})`,
      `client.call("GET /token-configs/{id}", {})`,
      `client.call("GET /token-configs", { query: { status: "nope" } })`,
      `client.call("POST /api-keys", { body: { name: 1, scopes: ["tokens:read"] } })`,
      `(await client.call("GET /settings", {})).data.nothing`,
    ];
    const head = `import { createClient } from "@grantry/client"; const client = createClient({ origin: "" });`;
    const complaints = check([head, ...calls].join(";\n"));
    const lines = [...complaints.matchAll(/^consumer\.ts\((\d+),/gm)].map(([, line]) => Number(line));
    expect([...new Set(lines)]).toEqual(calls.map((_call, index) => index + 2));
  });
});

const program = `
import { ApiProblem, createClient, rememberTokens, type TokenConfig } from "@grantry/client";

declare const process: { env: Record<string, string> };
const client = createClient({ origin: process.env["GRANTRY_URL"] ?? "", apiKey: process.env["GRANTRY_KEY"] ?? "" });
const tokens = rememberTokens(client);
console.log(await tokens.accessToken("CRM"));
console.log(await tokens.accessToken("CRM"));
const config: TokenConfig = (await client.call("GET /token-configs/{id}", { params: { id: "CRM" } })).data;
console.log(config.token.status);
const { data } = await client.call("GET /token-configs", { query: { q: "CR", pageSize: 10 } });
console.log(data.total);
try {
  await tokens.accessToken("nobody");
} catch (error) {
  if (error instanceof ApiProblem) console.log(error.problem.type);
}
`;

test("in this workspace it calls by address too", async () => {
  const client = createClient({ origin, apiKey });
  const { data } = await client.call("GET /token-configs/{id}", { params: { id: "CRM" } });
  expect(data).toMatchObject({ name: "CRM" });
});

test("a problem is what the contracts say", () => {
  expectTypeOf<Problem>().toEqualTypeOf<ContractProblem>();
});

test("every route has its types, none of them unknown as a whole", () => {
  const text = routeTypes();
  expect(text).toContain('"GET /access-tokens/{nameOrId}": { params: { "nameOrId": string }; query?: ');
  expect(text).toMatch(/"DELETE \/token-configs\/\{id\}": \{ params: .*; answer: undefined \};/);
  expect(text).toMatch(
    /"POST \/token-configs\/imports": \{ query\?: .*; body: string \| Blob; answer: ImportReport \};/,
  );
  expect(text).not.toMatch(/answer: unknown/);
});

test.each([
  [{ const: null }, "null"],
  [{ enum: ["a", 1] }, '"a" | 1'],
  [{ anyOf: [{ type: "integer" }, { type: "null" }] }, "(number | null)"],
  [{ allOf: [{ $ref: "#/$defs/A" }, { type: "object", properties: {} }] }, "(A & Record<string, unknown>)"],
  [{ type: ["string", "null"] }, "string | null"],
  [{ type: "array", items: { type: "boolean" } }, "Array<boolean>"],
  [{ type: "object", additionalProperties: { type: "number" } }, "Record<string, number>"],
  [
    { type: "object", properties: { "a-b": { type: "string", description: "ends */ here" } }, required: [] },
    '{ /** ends * / here */ "a-b"?: string | undefined }',
  ],
  [{}, "unknown"],
])("%j is %s", (schema, type) => {
  expect(typeOf(schema, (id) => id)).toBe(type);
});
