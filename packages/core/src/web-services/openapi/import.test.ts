import { ProblemError, webServiceInput } from "@grantry/schema";
import { type Deployment, type RecordingService, startDeployment, startRecordingService } from "@grantry/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createWebService } from "../create.ts";
import { createInvoker, getInvoker, listInvokers } from "../invokers.ts";
import { runInvoker } from "../run.ts";
import { getWebService } from "../view.ts";
import { importNewWebService, importOpenApi } from "./import.ts";
import { petStore } from "./testing/pet-store.ts";

let deployment: Deployment;
let recorder: RecordingService;
beforeAll(async () => {
  deployment = await startDeployment();
  recorder = await startRecordingService();
  recorder.answer((_request, response) => response.writeHead(200, { "content-type": "application/json" }).end("{}"));
});
afterAll(async () => {
  await deployment.settled();
  deployment.close();
  await recorder.close();
});

let made = 0;
async function newService(more: object = {}): Promise<string> {
  const name = `Service ${++made}`;
  const given = { name, type: "rest", endpoint: `${recorder.url}/v3`, ...more };
  await createWebService(deployment.ctx, webServiceInput.parse(given));
  return name;
}

const bytes = (document: object | string) =>
  new TextEncoder().encode(typeof document === "string" ? document : JSON.stringify(document));
const now = { dryRun: false, leaveOutRefused: false };
const dry = { dryRun: true, leaveOutRefused: false };

const importInto = (service: string, document: object | string, choice = now) =>
  importOpenApi(deployment.ctx, service, bytes(document), choice);

/** What a document with these paths becomes, without its places. */
async function outcomesOf(paths: object, more: object = {}) {
  const service = await newService();
  const { entries } = await importInto(service, { openapi: "3.0.3", info: { title: "T" }, paths, ...more }, dry);
  return entries.map(({ name, outcome, notes, problem }) => ({ name, outcome, notes, complaint: problem?.detail }));
}

/** The invoker that one operation becomes. */
async function only(operation: object, { path = "/things", method = "post", ...more } = {}) {
  const service = await newService();
  await importInto(service, { openapi: "3.1.0", paths: { [path]: { [method]: operation } }, ...more });
  const [invoker] = await listInvokers(deployment.ctx, service);
  return invoker;
}

const json = (schema: object, more: object = {}) => ({ content: { "application/json": { schema, ...more } } });

const refusal = async (work: Promise<unknown>): Promise<ProblemError> =>
  work.then(
    () => Promise.reject(new Error("nothing was refused")),
    (error: unknown) => (error instanceof ProblemError ? error : Promise.reject(error)),
  );

test("a pet store becomes invokers that run: path-level parameters, a body by reference, no operationId", async () => {
  const service = await newService();
  const planned = await importInto(service, petStore, dry);
  expect(planned).toMatchObject({ dryRun: true, applied: false, server: "/api/v3", webService: { name: service } });
  expect(planned.entries.map(({ method, path, name, outcome }) => [method, path, name, outcome])).toEqual([
    ["PUT", "/pet", "updatePet", "added"],
    ["POST", "/pet", "addPet", "added"],
    ["GET", "/pet/findByStatus", "findPetsByStatus", "added"],
    ["GET", "/pet/{petId}", "getPetById", "added"],
    ["POST", "/pet/{petId}", "POST /pet/{petId}", "added"],
    ["DELETE", "/pet/{petId}", "deletePet", "added"],
    ["POST", "/pet/{petId}/uploadImage", "uploadFile", "refused"],
  ]);
  expect(planned.entries[6]?.problem?.detail).toBe(
    "/paths/~1pet~1{petId}~1uploadImage/post/requestBody The body is application/octet-stream; an invoker sends JSON, a form or XML.",
  );
  expect(planned.entries[5]?.notes).toEqual(["Needs the header api_key: add it to the web service."]);
  expect(await listInvokers(deployment.ctx, service)).toEqual([]);

  const refused = await refusal(importInto(service, petStore));
  expect(refused).toMatchObject({ slug: "import-refused", parameters: { refused: "1", all: "7" } });
  expect(refused.members).toMatchObject({ applied: false, entries: { length: 7 } });
  expect(await listInvokers(deployment.ctx, service)).toEqual([]);

  const done = await importInto(service, petStore, { dryRun: false, leaveOutRefused: true });
  expect(done.entries.map(({ outcome }) => outcome).at(-1)).toBe("left-out");
  expect((await getInvoker(deployment.ctx, service, "addPet")).invoker).toMatchObject({
    method: "POST",
    path: "/pet",
    body: { type: "json", template: "" },
    sample: { name: "doggie", photoUrls: ["string"], category: { id: 1, name: "Dogs" }, status: "available" },
  });
  const sent = async (name: string, data: Record<string, unknown>) => {
    await runInvoker(deployment.ctx, { service, name }, data);
    const { method, path, body } = recorder.requests.at(-1) ?? {};
    return `${method} ${path} ${body}`;
  };
  expect(await sent("getPetById", { petId: 7 })).toBe("GET /v3/pet/7 ");
  expect(await sent("findPetsByStatus", { status: "sold" })).toBe("GET /v3/pet/findByStatus?status=sold ");
  expect(await sent("POST /pet/{petId}", { petId: 7, name: "a b" })).toBe("POST /v3/pet/7 name=a+b");
});

test("names that are there are skipped, so that a document can be imported again", async () => {
  const service = await newService();
  await createInvoker(deployment.ctx, service, {
    ...{ name: "b", method: "HEAD", path: "/kept", query: [], body: { type: "none" }, soapAction: "", returns: "" },
    sample: {},
  });
  const document = { openapi: "3.0.0", paths: { "/x": { get: { operationId: "a" }, post: { operationId: "b" } } } };
  const first = await importInto(service, document);
  expect(first.entries.map(({ outcome }) => outcome)).toEqual(["added", "skipped"]);
  expect((await getInvoker(deployment.ctx, service, "b")).invoker.path).toBe("/kept");
  const again = await importInto(service, document);
  expect(again.entries.map(({ outcome }) => outcome)).toEqual(["skipped", "skipped"]);
});

test("an operationId that comes twice gets a number", async () => {
  const twice = { get: { operationId: "list" }, post: { operationId: "list" }, put: { operationId: " list " } };
  expect((await outcomesOf({ "/x": twice, "/y": { get: {} } })).map(({ name }) => name)).toEqual([
    "list",
    "list (2)",
    "list (3)",
    "GET /y",
  ]);
});

test("a new web service is made from title and first server", async () => {
  const document = {
    openapi: "3.1.1",
    info: { title: "Things" },
    servers: [
      { url: "http://127.0.0.1:{port}/{base}", variables: { port: { default: "9" }, base: { default: "v2" } } },
    ],
    paths: { "/x": { get: {} } },
  };
  const planned = await importNewWebService(deployment.ctx, {}, bytes(document), dry);
  expect(planned.webService).toEqual({ id: null, name: "Things" });
  expect(await refusal(getWebService(deployment.ctx, "Things"))).toMatchObject({ slug: "web-service-not-found" });
  const { webService } = await importNewWebService(deployment.ctx, {}, bytes(document), now);
  expect((await getWebService(deployment.ctx, webService.id ?? "")).webService).toMatchObject({
    name: "Things",
    endpoint: "http://127.0.0.1:9/v2",
    authentication: { type: "none" },
    invokers: ["GET /x"],
  });
  const again = importNewWebService(deployment.ctx, {}, bytes(document), dry);
  expect(await refusal(again)).toMatchObject({ slug: "web-service-name-taken" });
  const relative = importNewWebService(deployment.ctx, { name: "Pets" }, bytes(petStore), dry);
  expect(await refusal(relative)).toMatchObject({ errors: [{ pointer: "/endpoint", message: "not-a-url" }] });
  const refused = { ...document, paths: { "/x": { trace: {} } } };
  const nothing = importNewWebService(deployment.ctx, { name: "Nothing" }, bytes(refused), now);
  expect(await refusal(nothing)).toMatchObject({ slug: "import-refused", members: { webService: { id: null } } });
  expect(await refusal(getWebService(deployment.ctx, "Nothing"))).toMatchObject({ slug: "web-service-not-found" });
});

test("who may not read a token makes no web service that sends it", async () => {
  const { ctx } = deployment;
  const scopes = ["web-services:write"] as const;
  const actor = { kind: "api-key", id: "k", label: "k", scopes: [...scopes], tokenConfigs: null } as const;
  const document = { openapi: "3.1.0", paths: { "/x": { get: {} } } };
  const given = { name: "Stolen", endpoint: recorder.url, tokenConfig: "CRM" };
  const attempt = importNewWebService({ ...ctx, actor }, given, bytes(document), now);
  expect(await refusal(attempt)).toMatchObject({ slug: "not-allowed" });
});

describe("parameters", () => {
  test("query: places for all, data for those that are needed; objects by member; what is named freely", async () => {
    const parameters = [
      { name: "$filter", in: "query", required: true, schema: { type: "string", example: "a eq b" } },
      { name: "page[size]", in: "query", schema: { type: "integer" } },
      {
        name: "ids",
        in: "query",
        required: true,
        explode: false,
        schema: { type: "array", items: { type: "integer" } },
      },
      {
        ...{ name: "by", in: "query", style: "deepObject", required: true },
        schema: { type: "object", properties: { state: { enum: ["open"] } } },
      },
      { name: "2fa", in: "query", content: { "application/json": { schema: { type: "object" } } } },
    ];
    const invoker = await only({ parameters }, { method: "get", path: "/things/{thing-id}" });
    expect(invoker).toMatchObject({
      path: "/things/:thing_id",
      query: [
        { name: "$filter", value: ":filter" },
        { name: "page[size]", value: ":page_size" },
        { name: "ids", value: ":ids" },
        { name: "by[state]", value: ":by.state" },
        { name: "2fa", value: ":_2fa" },
      ],
      sample: { filter: "a eq b", ids: "1", by: { state: "open" }, thing_id: "string" },
    });
  });

  test("an operation's own replace those of its path; both come by reference", async () => {
    const components = { parameters: { id: { name: "id", in: "path", required: true, schema: { example: 5 } } } };
    const paths = {
      "/x/{id}": {
        parameters: [
          { $ref: "#/components/parameters/id" },
          { name: "q", in: "query", required: true, example: "path" },
        ],
        get: { operationId: "one", parameters: [{ name: "q", in: "query", required: true, example: "own" }] },
      },
    };
    const service = await newService();
    await importInto(service, { openapi: "3.0.0", paths, components });
    expect((await getInvoker(deployment.ctx, service, "one")).invoker.sample).toEqual({ q: "own", id: 5 });
  });

  test("a parameter between other text, headers and cookies", async () => {
    const headers = [
      { name: "X-Tenant", in: "header", required: true },
      { name: "Accept", in: "header", required: true },
      { name: "sid", in: "cookie" },
    ];
    const found = await outcomesOf({
      "/a/{id}.json": { get: {} },
      "/:literal/x": { get: { parameters: headers } },
      "/../up": { get: {} },
      "/q?x=1": { get: {} },
      "/many": { get: { parameters: Array.from({ length: 201 }, (_, n) => ({ name: `p${n}`, in: "query" })) } },
      "/odd": { get: { parameters: [{ name: "x", in: "matrix" }] } },
    });
    expect(found.map(({ outcome, notes, complaint }) => complaint ?? [outcome, ...notes])).toEqual([
      "/paths/~1a~1{id}.json/get “{id}.json” mixes a parameter with other text; an invoker's parameter is a whole part between two “/”.",
      ["added", "Needs the header X-Tenant: add it to the web service.", "The cookie sid is not sent."],
      expect.stringContaining("/paths/~1..~1up/get "),
      expect.stringContaining("/paths/~1q?x=1/get "),
      "/paths/~1many/get/parameters There are more than 200 parameters.",
      "/paths/~1odd/get/parameters/0 Takes a name and in: path, query, header or cookie.",
    ]);
  });
});

describe("bodies", () => {
  test("JSON whose names meet the path's goes under a name of its own, as does a list", async () => {
    const schema = { type: "object", properties: { id: { type: "integer" }, name: { type: "string" } } };
    const meeting = await only({ requestBody: json(schema) }, { method: "put", path: "/things/{id}" });
    expect(meeting).toMatchObject({
      body: { type: "json", template: '"{{body}}"' },
      sample: { id: "string", body: { id: 1, name: "string" } },
    });
    const list = await only({ requestBody: json({ type: "array", items: schema }) });
    expect(list?.sample).toEqual({ body: [{ id: 1, name: "string" }] });
  });

  test("a form; where its names meet the path's, the path's gets a number", async () => {
    const schema = { type: "object", properties: { id: { type: "integer" } } };
    const content = { "application/x-www-form-urlencoded": { schema } };
    const form = await only({ requestBody: { content } }, { path: "/things/{id}" });
    expect(form).toMatchObject({ path: "/things/:id_2", body: { type: "form" }, sample: { id: 1, id_2: "string" } });
  });

  test("XML, by the names that the document gives", async () => {
    const schema = {
      type: "object",
      xml: { name: "order" },
      properties: {
        id: { type: "integer", xml: { attribute: true } },
        lines: {
          type: "array",
          xml: { name: "Lines", wrapped: true },
          items: { type: "object", xml: { name: "Line" }, properties: { sku: { type: "string", example: "A<1" } } },
        },
        tags: { type: "array", items: { type: "string", example: "new" } },
        "not a name": { type: "string" },
      },
    };
    const invoker = await only({ requestBody: { content: { "application/xml": { schema } } } });
    expect(invoker?.body).toEqual({
      type: "xml",
      template:
        '<order id="{{id}}"><Lines>{{#lines}}<Line><sku>{{sku}}</sku></Line>{{/lines}}</Lines>{{#tags}}<tags>{{.}}</tags>{{/tags}}</order>',
    });
    expect(invoker?.sample).toMatchObject({ id: 1, lines: [{ sku: "A<1" }], tags: ["new"] });
  });

  test("a body where none is sent is left out, and said", async () => {
    const [get] = await outcomesOf({ "/search": { get: { requestBody: json({ type: "object" }) } } });
    expect(get).toMatchObject({ outcome: "added", notes: ["GET sends no body; the document's is left out."] });
  });

  test("a SOAP service takes XML alone", async () => {
    const soap = await newService({ type: "soap" });
    const document = { openapi: "3.0.0", paths: { "/x": { post: { requestBody: json({ type: "object" }) } } } };
    expect((await importInto(soap, document, dry)).entries[0]).toMatchObject({ outcome: "refused" });
  });
});

describe("examples", () => {
  const example = async (schema: object, components: object = {}) => {
    const wrapped = { type: "object", properties: { it: schema } };
    const invoker = await only({ requestBody: json(wrapped) }, { components } as object);
    return invoker?.sample["it"];
  };
  test.each([
    [{ example: "given" }, "given"],
    [{ examples: ["first", "second"] }, "first"],
    [{ const: 7 }, 7],
    [{ type: "string", default: "standard" }, "standard"],
    [{ enum: ["a", "b"] }, "a"],
    [{ type: ["null", "integer"], minimum: 3 }, 3],
    [{ type: "string", format: "date" }, "2030-01-31"],
    [{ oneOf: [{ type: "null" }, { type: "boolean" }] }, true],
    [{ anyOf: [{ properties: { a: { type: "number" } } }, { type: "string" }] }, { a: 1 }],
    [
      { allOf: [{ properties: { a: { const: 1 } } }, { example: { b: 2 } }], properties: { c: { const: 3 } } },
      { a: 1, b: 2, c: 3 },
    ],
    [{ type: "object", properties: { id: { type: "integer", readOnly: true }, b: { const: 2 } } }, { b: 2 }],
    [{ type: "string", format: "constructor" }, "string"],
  ])("%j → %j", async (schema, value) => {
    const found = await example(schema);
    expect(typeof found === "object" ? { ...Object(found) } : found).toEqual(value);
  });

  test("the document's own example of a body wins, also by reference and name", async () => {
    const named = json({ type: "object" }, { examples: { one: { $ref: "#/components/examples/One" } } });
    const components = { examples: { One: { value: { a: "from the example" } } } };
    expect((await only({ requestBody: named }, { components } as object))?.sample).toEqual({ a: "from the example" });
  });

  test("schemas that contain themselves end", async () => {
    const node = {
      type: "object",
      properties: {
        name: { const: "n" },
        parent: { $ref: "#/components/schemas/Node" },
        children: { type: "array", items: { $ref: "#/components/schemas/Node" } },
      },
    };
    const components = { schemas: { Node: node } };
    expect(await example({ $ref: "#/components/schemas/Node" }, components)).toEqual({ name: "n", children: [] });
  });
});

describe("references", () => {
  test.each([
    ["other.yaml#/Pet", "“other.yaml#/Pet” leads out of the document; only references within it are followed."],
    [
      "https://example.com/p",
      "“https://example.com/p” leads out of the document; only references within it are followed.",
    ],
    ["file:///etc/passwd", "“file:///etc/passwd” leads out of the document; only references within it are followed."],
    ["#/components/none", "“#/components/none” leads to nothing."],
    ["#/constructor", "“#/constructor” leads to nothing."],
    ["#/components/a", "“#/components/a” leads in circles, or over too many references."],
  ])("%s is refused at its place, wherever it stands", async ($ref, says) => {
    const components = { a: { $ref: "#/components/b" }, b: { $ref: "#/components/a" } };
    const found = await outcomesOf(
      {
        "/item": { $ref },
        "/body": { post: { requestBody: { $ref } } },
        "/schema": { post: { requestBody: json({ type: "object", properties: { deep: { $ref } } }) } },
        "/parameter": { get: { parameters: [{ $ref }] } },
      },
      { components },
    );
    const at = ["/paths/~1item", "/paths/~1body/post", "/paths/~1schema/post", "/paths/~1parameter/get"];
    const last = $ref === "#/components/a" ? /leads in circles/ : says;
    expect(found.map(({ outcome }) => outcome)).toEqual(["refused", "refused", "refused", "refused"]);
    for (const [index, place] of at.entries()) {
      expect(found[index]?.complaint).toContain(place);
      expect(found[index]?.complaint).toMatch(last);
    }
  });

  test("names with slashes and percent signs are found", async () => {
    const paths = { "/x": { post: { requestBody: json({ $ref: "#/components/schemas/a~1b%20c" }) } } };
    const components = { schemas: { "a/b c": { type: "object" } } };
    expect(await outcomesOf(paths, { components })).toMatchObject([{ outcome: "added" }]);
  });
});

test("an operation at another server, and a method that is not sent, are refused", async () => {
  const servers = [{ url: "https://files.example/" }];
  const found = await outcomesOf(
    { "/x": { get: { servers }, options: {}, post: "no object" }, "/y": { servers: [{ url: "/v1" }], get: {} } },
    { servers: [{ url: "/v1" }] },
  );
  expect(found.map(({ complaint }) => complaint)).toEqual([
    "/paths/~1x/get This operation is at a server of its own, https://files.example/; make a web service for it.",
    "/paths/~1x/post Takes an object, as OpenAPI says.",
    "/paths/~1x/options An invoker does not send OPTIONS; it sends GET, HEAD, POST, PUT, PATCH, DELETE.",
    undefined,
  ]);
});

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
    expect(await refusal(importInto(await newService(), document))).toMatchObject({
      slug: "openapi-refused",
      parameters: { fault },
    });
  });

  test("too many operations, and no YAML", async () => {
    const service = await newService();
    const paths = Object.fromEntries(Array.from({ length: 5_001 }, (_, n) => [`/x${n}`, { get: {} }]));
    const { parameters } = await refusal(importInto(service, { openapi: "3.0.0", paths }));
    expect(parameters).toEqual({ fault: "There are more than 5000 operations under “paths”." });
    const unreadable = await refusal(importInto(service, "openapi: 3.0.0\npaths: [\n"));
    expect(unreadable).toMatchObject({ slug: "file-refused", parameters: { place: "Line 3: " } });
    const binary = importOpenApi(deployment.ctx, service, new Uint8Array([0xff, 0xfe, 0x00]), now);
    expect(await refusal(binary)).toMatchObject({ slug: "file-refused" });
  });

  test("an unquoted version in YAML, and a byte order mark", async () => {
    const { entries } = await importInto(await newService(), "\uFEFFopenapi: 3.1\npaths: {/x: {get: {}}}", dry);
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
    const service = await newService();
    const began = performance.now();
    const document = { openapi: "3.0.0", paths, components: { schemas: { Huge: { type: "object", properties } } } };
    const { entries } = await importInto(service, document);
    expect(performance.now() - began).toBeLessThan(15_000);
    expect(entries.at(-1)?.notes).toEqual(["The document's examples are too large together; this one is left out."]);
    const invokers = await listInvokers(deployment.ctx, service);
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
    const { entries } = await importInto(await newService(), text);
    expect(entries.map(({ outcome }) => outcome)).toEqual(["added", "added"]);
  });

  test("__proto__ and constructor are names like others", async () => {
    const text = `{"openapi":"3.0.0","paths":{"/__proto__":{"post":{"operationId":"__proto__","requestBody":{"content":
      {"application/json":{"example":{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}}}}}}}}`;
    const service = await newService();
    await importInto(service, text);
    expect({}).not.toHaveProperty("polluted");
    expect((await getInvoker(deployment.ctx, service, "__proto__")).invoker.path).toBe("/__proto__");
  });

  test("places of templates in the document's words stay words", async () => {
    const requestBody = json({ type: "object", properties: { a: { type: "string", example: "{{secret}}" } } });
    const invoker = await only({ requestBody, operationId: "<OTRS_CONFIG_FQDN>" });
    expect(invoker).toMatchObject({ name: "<OTRS_CONFIG_FQDN>", sample: { a: "{{secret}}" } });
  });
});
