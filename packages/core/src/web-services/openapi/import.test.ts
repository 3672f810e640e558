import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createInvoker, getInvoker, listInvokers } from "../invokers.ts";
import { runInvoker } from "../run.ts";
import { getWebService } from "../view.ts";
import { importNewWebService } from "./import.ts";
import { bytes, dry, Importing, now, refusal } from "./testing/importing.ts";
import { petStore } from "./testing/pet-store.ts";

let world: Importing;
beforeAll(async () => {
  world = await Importing.start();
});
afterAll(() => world.close());

const json = (schema: object, more: object = {}) => ({ content: { "application/json": { schema, ...more } } });

test("a pet store becomes invokers that run: path-level parameters, a body by reference, no operationId", async () => {
  const service = await world.newService();
  const planned = await world.into(service, petStore, dry);
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
  expect(await listInvokers(world.deployment.ctx, service)).toEqual([]);

  const refused = await refusal(world.into(service, petStore));
  expect(refused).toMatchObject({ slug: "import-refused", parameters: { refused: "1", all: "7" } });
  expect(refused.members).toMatchObject({ applied: false, entries: { length: 7 } });
  expect(await listInvokers(world.deployment.ctx, service)).toEqual([]);

  const done = await world.into(service, petStore, { dryRun: false, leaveOutRefused: true });
  expect(done.entries.map(({ outcome }) => outcome).at(-1)).toBe("left-out");
  expect((await getInvoker(world.deployment.ctx, service, "addPet")).invoker).toMatchObject({
    method: "POST",
    path: "/pet",
    body: { type: "json", template: "" },
    sample: { name: "doggie", photoUrls: ["string"], category: { id: 1, name: "Dogs" }, status: "available" },
  });
  const sent = async (name: string, data: Record<string, unknown>) => {
    await runInvoker(world.deployment.ctx, { service, name }, data);
    const { method, path, body } = world.recorder.requests.at(-1) ?? {};
    return `${method} ${path} ${body}`;
  };
  expect(await sent("getPetById", { petId: 7 })).toBe("GET /v3/pet/7 ");
  expect(await sent("findPetsByStatus", { status: "sold" })).toBe("GET /v3/pet/findByStatus?status=sold ");
  expect(await sent("POST /pet/{petId}", { petId: 7, name: "a b" })).toBe("POST /v3/pet/7 name=a+b");
});

test("names that are there are skipped, so that a document can be imported again", async () => {
  const service = await world.newService();
  await createInvoker(world.deployment.ctx, service, {
    ...{ name: "b", method: "HEAD", path: "/kept", query: [], body: { type: "none" }, soapAction: "", returns: "" },
    sample: {},
  });
  const document = { openapi: "3.0.0", paths: { "/x": { get: { operationId: "a" }, post: { operationId: "b" } } } };
  const first = await world.into(service, document);
  expect(first.entries.map(({ outcome }) => outcome)).toEqual(["added", "skipped"]);
  expect((await getInvoker(world.deployment.ctx, service, "b")).invoker.path).toBe("/kept");
  const again = await world.into(service, document);
  expect(again.entries.map(({ outcome }) => outcome)).toEqual(["skipped", "skipped"]);
});

test("an operationId that comes twice gets a number", async () => {
  const twice = { get: { operationId: "list" }, post: { operationId: "list" }, put: { operationId: " list " } };
  expect((await world.outcomesOf({ "/x": twice, "/y": { get: {} } })).map(({ name }) => name)).toEqual([
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
  const planned = await importNewWebService(world.deployment.ctx, {}, bytes(document), dry);
  expect(planned.webService).toEqual({ id: null, name: "Things" });
  expect(await refusal(getWebService(world.deployment.ctx, "Things"))).toMatchObject({ slug: "web-service-not-found" });
  const { webService } = await importNewWebService(world.deployment.ctx, {}, bytes(document), now);
  expect((await getWebService(world.deployment.ctx, webService.id ?? "")).webService).toMatchObject({
    name: "Things",
    endpoint: "http://127.0.0.1:9/v2",
    authentication: { type: "none" },
    invokers: ["GET /x"],
  });
  const again = importNewWebService(world.deployment.ctx, {}, bytes(document), dry);
  expect(await refusal(again)).toMatchObject({ slug: "web-service-name-taken" });
  const relative = importNewWebService(world.deployment.ctx, { name: "Pets" }, bytes(petStore), dry);
  expect(await refusal(relative)).toMatchObject({ errors: [{ pointer: "/endpoint", message: "not-a-url" }] });
  const refused = { ...document, paths: { "/x": { trace: {} } } };
  const nothing = importNewWebService(world.deployment.ctx, { name: "Nothing" }, bytes(refused), now);
  expect(await refusal(nothing)).toMatchObject({ slug: "import-refused", members: { webService: { id: null } } });
  expect(await refusal(getWebService(world.deployment.ctx, "Nothing"))).toMatchObject({
    slug: "web-service-not-found",
  });
});

test("who may not read a token makes no web service that sends it", async () => {
  const { ctx } = world.deployment;
  const scopes = ["web-services:write"] as const;
  const actor = { kind: "api-key", id: "k", label: "k", scopes: [...scopes], tokenConfigs: null } as const;
  const document = { openapi: "3.1.0", paths: { "/x": { get: {} } } };
  const given = { name: "Stolen", endpoint: world.recorder.url, tokenConfig: "CRM" };
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
    const invoker = await world.only({ parameters }, { method: "get", path: "/things/{thing-id}" });
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
    const service = await world.newService();
    await world.into(service, { openapi: "3.0.0", paths, components });
    expect((await getInvoker(world.deployment.ctx, service, "one")).invoker.sample).toEqual({ q: "own", id: 5 });
  });

  test("a parameter between other text, headers and cookies", async () => {
    const headers = [
      { name: "X-Tenant", in: "header", required: true },
      { name: "Accept", in: "header", required: true },
      { name: "sid", in: "cookie" },
    ];
    const found = await world.outcomesOf({
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
    const meeting = await world.only({ requestBody: json(schema) }, { method: "put", path: "/things/{id}" });
    expect(meeting).toMatchObject({
      body: { type: "json", template: '"{{body}}"' },
      sample: { id: "string", body: { id: 1, name: "string" } },
    });
    const list = await world.only({ requestBody: json({ type: "array", items: schema }) });
    expect(list?.sample).toEqual({ body: [{ id: 1, name: "string" }] });
  });

  test("a form; where its names meet the path's, the path's gets a number", async () => {
    const schema = { type: "object", properties: { id: { type: "integer" } } };
    const content = { "application/x-www-form-urlencoded": { schema } };
    const form = await world.only({ requestBody: { content } }, { path: "/things/{id}" });
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
    const invoker = await world.only({ requestBody: { content: { "application/xml": { schema } } } });
    expect(invoker?.body).toEqual({
      type: "xml",
      template:
        '<order id="{{id}}"><Lines>{{#lines}}<Line><sku>{{sku}}</sku></Line>{{/lines}}</Lines>{{#tags}}<tags>{{.}}</tags>{{/tags}}</order>',
    });
    expect(invoker?.sample).toMatchObject({ id: 1, lines: [{ sku: "A<1" }], tags: ["new"] });
  });

  test("a body where none is sent is left out, and said", async () => {
    const [get] = await world.outcomesOf({ "/search": { get: { requestBody: json({ type: "object" }) } } });
    expect(get).toMatchObject({ outcome: "added", notes: ["GET sends no body; the document's is left out."] });
  });

  test("a SOAP service takes XML alone", async () => {
    const soap = await world.newService({ type: "soap" });
    const document = { openapi: "3.0.0", paths: { "/x": { post: { requestBody: json({ type: "object" }) } } } };
    expect((await world.into(soap, document, dry)).entries[0]).toMatchObject({ outcome: "refused" });
  });
});

describe("examples", () => {
  const example = async (schema: object, components: object = {}) => {
    const wrapped = { type: "object", properties: { it: schema } };
    const invoker = await world.only({ requestBody: json(wrapped) }, { components } as object);
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
    expect((await world.only({ requestBody: named }, { components } as object))?.sample).toEqual({
      a: "from the example",
    });
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
    const found = await world.outcomesOf(
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
    expect(await world.outcomesOf(paths, { components })).toMatchObject([{ outcome: "added" }]);
  });
});

test("an operation at another server, and a method that is not sent, are refused", async () => {
  const servers = [{ url: "https://files.example/" }];
  const found = await world.outcomesOf(
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
