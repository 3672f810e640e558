import { type RecordingService, startRecordingService } from "@grantry/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { configInput, type ServedApi, serveApi } from "./testing/served-api.ts";

let api: ServedApi;
let cookie: string;
let recorder: RecordingService;
let authorization: string;
beforeAll(async () => {
  api = await serveApi();
  recorder = await startRecordingService();
  cookie = await api.signIn();
  authorization = `Bearer ${await api.apiKey(["web-services:run"])}`;
  const post = (path: string, body: object) => api.ask("POST", path, { body, headers: { cookie } });
  await post("/token-configs", configInput(api.endpoint, "CRM"));
  await post("/web-services", {
    name: "CRM api/v1",
    type: "rest",
    endpoint: `${recorder.url}/v1/`,
    authentication: { type: "token-config", tokenConfig: "CRM" },
    headers: [
      { name: "Authorization", value: "Bearer {accessToken}" },
      { name: "X-Tenant", value: "ours" },
    ],
  });
});
afterAll(async () => {
  await api.close();
  await recorder.close();
});
beforeEach(() => {
  recorder.requests.splice(0);
  recorder.answer((request, response) =>
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(request)),
  );
});

const proxy = "/web-services/CRM%20api%2Fv1/proxy";
const pass = (method: string, rest: string, init: { headers?: Record<string, string>; text?: string } = {}) =>
  api.ask(method, `${proxy}${rest}`, { ...init, headers: { authorization, ...init.headers } });
const asked = () => {
  const [request] = recorder.requests;
  if (!request) throw new Error("the service was not asked");
  return request;
};

describe("a program reaches the service with the token put in", () => {
  test("path and query go on as they are, and the answer comes back as it is", async () => {
    recorder.answer((_request, response) =>
      response.writeHead(201, { "content-type": "text/plain", etag: '"7"', "cache-control": "max-age=5" }).end("made"),
    );
    const answer = await pass("POST", "/a%20b/%C3%A4/?x=1&y=a%2Fb", {
      text: "body",
      headers: { "content-type": "text/x" },
    });
    expect([answer.status, await answer.text()]).toEqual([201, "made"]);
    expect(answer.headers.get("etag")).toBe('"7"');
    expect(answer.headers.get("cache-control")).toBe("max-age=5");
    expect(asked()).toMatchObject({ method: "POST", path: "/v1/a%20b/%C3%A4/?x=1&y=a%2Fb", body: "body" });
    expect(asked().headers).toMatchObject({ "content-type": "text/x", "x-tenant": "ours", via: "1.1 grantry" });
    expect(asked().headers["authorization"]).toMatch(/^Bearer access-\d+$/);
  });

  test.each(["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"])("by %s", async (method) => {
    expect((await pass(method, "/x")).status).toBe(200);
    expect(asked().method).toBe(method);
  });

  test("a body larger than any limit of ours goes through", async () => {
    const answer = await pass("PUT", "/large", { text: "x".repeat(3 * 1024 * 1024) });
    expect(answer.status).toBe(200);
    expect(asked().body).toHaveLength(3 * 1024 * 1024);
  });

  test("a token that the service refuses is renewed, and a small request repeated", async () => {
    recorder.answer((request, response) =>
      response.writeHead(recorder.requests.length === 1 ? 401 : 200).end(request.body),
    );
    const answer = await pass("POST", "/x", { text: "again", headers: { "content-length": "5" } });
    expect([answer.status, await answer.text()]).toEqual([200, "again"]);
    const tokens = recorder.requests.map(({ headers }) => headers["authorization"]);
    expect(new Set(tokens).size).toBe(2);
  });
});

describe("what is between the caller and us stays there", () => {
  test("its key, its cookies, and what belongs to one connection", async () => {
    const headers = {
      cookie: "grantry.session_token=planted",
      connection: "close, X-Hop",
      "x-hop": "planted",
      "keep-alive": "timeout=5",
      "proxy-authorization": "Basic planted",
      te: "trailers",
      origin: "http://localhost:8080",
      "x-forwarded-for": "10.0.0.1",
      forwarded: "for=10.0.0.1",
      "x-tenant": "theirs",
      "x-own": "kept",
    };
    await pass("GET", "/x", { headers });
    const sent = JSON.stringify(asked().headers);
    expect(sent).not.toMatch(/planted|grt_|timeout=5|trailers|10\.0\.0\.1|theirs/);
    expect(asked().headers).toMatchObject({ "x-own": "kept", "x-tenant": "ours" });
  });

  test("of the answer: what would speak for our origin", async () => {
    recorder.answer((_request, response) =>
      response
        .writeHead(200, {
          "set-cookie": "a=b",
          "strict-transport-security": "max-age=1",
          "clear-site-data": '"*"',
          vary: "Accept",
          "proxy-authenticate": "Basic",
        })
        .end(),
    );
    const { headers } = await pass("GET", "/x");
    for (const name of ["set-cookie", "strict-transport-security", "clear-site-data", "proxy-authenticate"])
      expect(headers.get(name), name).toBeNull();
    expect(headers.get("vary")).toBe("Accept, Authorization");
  });
});

describe("the token goes to the service and nowhere else", () => {
  test.each([
    ["https://evil.example/x", "https://evil.example/x"],
    ["//evil.example/x", "http://evil.example/x"],
    ["/v1/next?page=2", "/api/v1/web-services/CRM%20api%2Fv1/proxy/next?page=2"],
    ["next", "/api/v1/web-services/CRM%20api%2Fv1/proxy/deep/next"],
  ])("a redirect to %s is not followed, and leads the caller to %s", async (location, told) => {
    recorder.answer((_request, response) => response.writeHead(302, { location }).end());
    const answer = await pass("GET", "/deep/x");
    expect([answer.status, answer.headers.get("location")]).toEqual([302, told]);
    expect(recorder.requests).toHaveLength(1);
  });

  test("a redirect beside the endpoint is a full address of the service", async () => {
    recorder.answer((_request, response) => response.writeHead(307, { location: "/v10/x" }).end());
    expect((await pass("GET", "/x")).headers.get("location")).toBe(`${recorder.url}/v10/x`);
  });

  test.each([
    "/..%2f..%2fadmin",
    "/a/..%2Fadmin",
    "/..%5cadmin",
    "/..%5Cadmin",
    "/%252e%252e/admin",
    "/a%2f%2e%2e%2fadmin",
    "/..;/admin",
    "/%25252525252e",
  ])("the path %s does not lead out of the endpoint", async (rest) => {
    const answer = await pass("GET", rest);
    expect([answer.status, recorder.requests.length]).toEqual([400, 0]);
  });

  test.each(["//evil.example/x", "/@evil.example/x", "/http://evil.example", "/x%0d%0aX-Injected:%20y"])(
    "the path %s stays with the service",
    async (rest) => {
      await pass("GET", rest);
      expect(asked().path).toBe(`/v1${rest}`);
      expect(asked().headers).not.toHaveProperty("x-injected");
    },
  );

  test("TRACE, which would send the token back, is refused", async () => {
    expect((await pass("PROPFIND", "/x")).status).toBe(405);
    expect(recorder.requests).toEqual([]);
  });

  test("a request that goes in circles ends", async () => {
    const via = "1.1 grantry, 1.1 grantry, 1.1 grantry";
    expect((await pass("GET", "/x", { headers: { via } })).status).toBe(508);
  });
});

describe("it is for API keys alone", () => {
  const statusWith = async (headers: Record<string, string>) =>
    (await api.ask("GET", `${proxy}/x`, { headers })).status;

  test("not for a session, not without anything, not with another scope", async () => {
    expect(await statusWith({ cookie })).toBe(401);
    expect(await statusWith({})).toBe(401);
    expect(await statusWith({ authorization: `Bearer ${await api.apiKey(["tokens:read"])}` })).toBe(403);
    expect(recorder.requests).toEqual([]);
  });

  test("and a key limited to other configurations does not get this one's token used", async () => {
    const limited = `Bearer ${await api.apiKey(["web-services:run"], ["Other"])}`;
    expect(await statusWith({ authorization: limited })).toBe(403);
    expect(recorder.requests).toEqual([]);
  });

  test("who may write web services but not read tokens cannot send one elsewhere", async () => {
    const writer = `Bearer ${await api.apiKey(["web-services:write", "web-services:run"])}`;
    const body = {
      name: "Lure",
      type: "rest",
      endpoint: recorder.url,
      authentication: { type: "token-config", tokenConfig: "CRM" },
    };
    const answer = await api.ask("POST", "/web-services", { body, headers: { authorization: writer } });
    expect(answer.status).toBe(403);
  });
});

test("the debug log tells of it, without token and key", async () => {
  await (await pass("POST", "/logged", { text: "said" })).text();
  await api.deployment.settled();
  const read = async (path: string) => (await api.ask("GET", path, { headers: { cookie } })).json();
  const log = (await read("/web-services/CRM%20api%2Fv1/debug-log")) as { items: { id: string; url: string }[] };
  const [first] = log.items;
  expect(first?.url).toBe(`${recorder.url}/v1/logged`);
  const entry = JSON.stringify(await read(`/web-services/CRM%20api%2Fv1/debug-log/${first?.id}`));
  expect(entry).toContain("said");
  expect(entry).not.toMatch(/access-\d|grt_/);
});

test.each([999, 600])("a status that is none (%i) is said, in place of an error of ours", async (status) => {
  recorder.answer((_request, response) => response.writeHead(status).end("odd"));
  const answer = await pass("GET", "/x");
  expect([answer.status, ((await answer.json()) as { type: string }).type]).toEqual([
    502,
    "urn:grantry:problem:web-service-unreachable",
  ]);
});
