import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getInvoker, listInvokers } from "../invokers.ts";
import { importOpenApi } from "./import.ts";
import { dry, Importing, now, refusal } from "./testing/importing.ts";

let world: Importing;
beforeAll(async () => {
  world = await Importing.start();
});
afterAll(() => world.close());

const json = (schema: object) => ({ content: { "application/json": { schema } } });

describe("a document is refused as a whole", () => {
  test.each([
    ["Swagger 2", { swagger: "2.0", paths: {} }, "This is Swagger 2.0."],
    ["another version", { openapi: "4.0.0" }, "This is OpenAPI “4.0.0”."],
    ["another version", { openapi: "3.10.0" }, "This is OpenAPI “3.10.0”."],
    ["something else", { asyncapi: "3.0.0" }, "It has no member “openapi” with a version."],
    ["a text", "hello", "It has no member “openapi” with a version."],
    [
      "no operations",
      { openapi: "3.1.0", paths: { "x-more": { get: {} }, "/x": { summary: "s" } } },
      "There is no operation under “paths”.",
    ],
  ])("%s", async (_title, document, fault) => {
    expect(await refusal(world.into(await world.newService(), document))).toMatchObject({
      slug: "openapi-refused",
      parameters: { fault },
    });
  });

  test("too many operations, and no YAML", async () => {
    const service = await world.newService();
    const paths = Object.fromEntries(Array.from({ length: 5_001 }, (_, n) => [`/x${n}`, { get: {} }]));
    const { parameters } = await refusal(world.into(service, { openapi: "3.0.0", paths }));
    expect(parameters).toEqual({ fault: "There are more than 5000 operations under “paths”." });
    const unreadable = await refusal(world.into(service, "openapi: 3.0.0\npaths: [\n"));
    expect(unreadable).toMatchObject({ slug: "file-refused", parameters: { place: "Line 3: " } });
    const binary = importOpenApi(world.deployment.ctx, service, new Uint8Array([0xff, 0xfe, 0x00]), now);
    expect(await refusal(binary)).toMatchObject({ slug: "file-refused" });
  });

  test("an unquoted version in YAML, and a byte order mark", async () => {
    const { entries } = await world.into(await world.newService(), "\uFEFFopenapi: 3.1\npaths: {/x: {get: {}}}", dry);
    expect(entries).toHaveLength(1);
  });
});

describe("what is meant to hurt", () => {
  test("5,000 operations that all send one huge schema: bounded time and size", async () => {
    const properties = Object.fromEntries(
      Array.from({ length: 100_000 }, (_, n) => [`property-${n}`, { type: "string", example: "x".repeat(50) }]),
    );
    const body = { content: { "application/json": { schema: { $ref: "#/components/schemas/Huge" } } } };
    const paths = Object.fromEntries(
      Array.from({ length: 5_000 }, (_, n) => [`/x${n}`, { post: { requestBody: body } }]),
    );
    const service = await world.newService();
    const began = performance.now();
    const document = { openapi: "3.0.0", paths, components: { schemas: { Huge: { type: "object", properties } } } };
    const { entries } = await world.into(service, document);
    expect(performance.now() - began).toBeLessThan(15_000);
    expect(entries.at(-1)?.notes).toEqual(["The document's examples are too large together; this one is left out."]);
    const invokers = await listInvokers(world.deployment.ctx, service);
    expect(invokers).toHaveLength(5_000);
    expect(JSON.stringify(invokers).length).toBeLessThan(20_000_000);
  });

  test("aliases that double again and again, and lists of themselves", async () => {
    const doubled = Array.from({ length: 40 }, (_, n) => `  a${n + 1}: &a${n + 1} {allOf: [*a${n}, *a${n}]}`).join(
      "\n",
    );
    const schema = (name: string) => `{content: {application/json: {schema: *${name}}}}`;
    const text = `openapi: 3.0.0\nx:\n  a0: &a0 {type: object, properties: {p: {type: string}}}\n${doubled}
  self: &self {properties: {me: *self}, example: &e [*e]}
paths:\n  /x: {post: {requestBody: ${schema("a40")}}}\n  /y: {post: {requestBody: ${schema("self")}}}\n`;
    const { entries } = await world.into(await world.newService(), text);
    expect(entries.map(({ outcome }) => outcome)).toEqual(["added", "added"]);
  });

  test("5,000 operations of one name, and a path of a megabyte", async () => {
    const operation = { get: { operationId: "same" } };
    const paths = Object.fromEntries(Array.from({ length: 4_999 }, (_, n) => [`/x${n}`, operation]));
    const long = { openapi: "3.0.0", paths: { ...paths, [`/${"x".repeat(1_000_000)}`]: { get: {} } } };
    const began = performance.now();
    const report = await world.into(await world.newService(), long, dry);
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(report.entries.at(-2)?.name).toBe("same (4999)");
    expect(report.entries.at(-1)).toMatchObject({ outcome: "refused", path: expect.stringMatching(/^.{2001}$/) });
    expect(JSON.stringify(report.entries.at(-1)).length).toBeLessThan(10_000);
  });

  test("__proto__ and constructor are names like others", async () => {
    const text = `{"openapi":"3.0.0","paths":{"/__proto__":{"post":{"operationId":"__proto__","requestBody":{"content":
      {"application/json":{"example":{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}}}}}}}}`;
    const service = await world.newService();
    await world.into(service, text);
    expect({}).not.toHaveProperty("polluted");
    expect((await getInvoker(world.deployment.ctx, service, "__proto__")).invoker.path).toBe("/__proto__");
  });

  test("places of templates in the document's words stay words", async () => {
    const requestBody = json({ type: "object", properties: { a: { type: "string", example: "{{secret}}" } } });
    const invoker = await world.only({ requestBody, operationId: "<OTRS_CONFIG_FQDN>" });
    expect(invoker).toMatchObject({ name: "<OTRS_CONFIG_FQDN>", sample: { a: "{{secret}}" } });
  });
});
