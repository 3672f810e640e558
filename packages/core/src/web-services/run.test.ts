import { type InvokerInput, invokerInput, tokenConfigInput, webServiceInput } from "@grantry/schema";
import { startDeployment, startRecordingService, startTokenEndpoint } from "@grantry/testing";
import { forAllTests } from "@grantry/testing/for-each-test";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { setSetting } from "../settings.ts";
import { createTokenConfig } from "../token-configs/create.ts";
import { forgetOld } from "../tokens/refresh-due.ts";
import { createWebService } from "./create.ts";
import { getInvocation, listInvocations } from "./debug-log.ts";
import { createInvoker } from "./invokers.ts";
import { runInvoker } from "./run.ts";
import { inputWords } from "./words.ts";

const endpoint = forAllTests(startTokenEndpoint);
const recorder = forAllTests(startRecordingService);
const deployment = forAllTests(startDeployment);
beforeAll(() => createTokenConfig(deployment.ctx, tokenConfig("CRM")));
beforeEach(() => {
  recorder.requests.splice(0);
  recorder.answer((request, response) =>
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(request)),
  );
});

const tokenConfig = (name: string, changes: object = {}) =>
  tokenConfigInput.parse({
    name,
    template: "exchange-online-app",
    clientId: "4f0a1f9e-7d7c-4f0e-9a55-0c6d3b1f2a3b",
    clientSecret: "the-client-secret",
    placeholders: { tenant: "contoso.onmicrosoft.com" },
    tokenUrl: endpoint.url,
    ...changes,
  });

let made = 0;
/** A web service with one invoker, and how it is run. */
async function prepared(service: object, invoker: object = {}) {
  const name = `Service ${++made}`;
  const input = webServiceInput.parse({ name, type: "rest", endpoint: `${recorder.url}/v1`, ...service });
  await createWebService(deployment.ctx, input);
  const call: InvokerInput = invokerInput.parse({ name: "Do", ...invoker });
  await createInvoker(deployment.ctx, name, call);
  const run = (data: Record<string, unknown> = {}) => runInvoker(deployment.ctx, { service: name, name: "Do" }, data);
  return { name, run };
}

async function lastLogged(name: string) {
  await deployment.settled();
  const { items } = await listInvocations(deployment.ctx, name, { failuresOnly: false, page: 1, pageSize: 50 });
  return getInvocation(deployment.ctx, name, items[0]?.id ?? "");
}

const withToken = { authentication: { type: "token-config", tokenConfig: "CRM" } };
const sentHeaders = () => recorder.requests.at(-1)?.headers ?? {};
const slugOf = (work: Promise<unknown>) =>
  work.then(
    () => "nothing refused",
    (error: { slug?: string }) => error.slug,
  );

describe("what authenticates", () => {
  test("parity 84, 85: with a token configuration and no headers, Authorization: Bearer with its token", async () => {
    const { run } = await prepared(withToken);
    const result = await run();
    expect(sentHeaders()["authorization"]).toMatch(/^Bearer access-\d+$/);
    expect(result).toMatchObject({ status: 200, complaint: null, tokenRenewed: false });
    expect(result.request.headers).toContainEqual({ name: "Authorization", value: "[secret]" });
  });

  test("parity 86: the token's place is filled in any header, settings resolve, other <OTRS_…> are removed", async () => {
    await setSetting(deployment.ctx, "WebUserAgent::NoProxy", ["one.example", "two.example"]);
    const { run } = await prepared({
      ...withToken,
      headers: [
        { name: "X-Token", value: "t=<OTRS_OAUTH2_TOKEN>;" },
        { name: "X-Readable", value: "{accessToken}" },
        { name: "X-Setting", value: "<OTRS_CONFIG_Token::RefreshMargin>/<OTRS_CONFIG_WebUserAgent::NoProxy>" },
        { name: "X-Unknown", value: "a<OTRS_CONFIG_Nothing>b<OTRS_Agent_UserLogin>c" },
        { name: "X-Empty", value: "<OTRS_JWT>" },
      ],
    });
    await run();
    const headers = sentHeaders();
    expect(headers["x-token"]).toMatch(/^t=access-\d+;$/);
    expect(headers["x-readable"]).toMatch(/^access-\d+$/);
    expect(headers["x-setting"]).toBe("300/one.example,two.example");
    expect(headers["x-unknown"]).toBe("abc");
    expect(headers).not.toHaveProperty("x-empty");
    expect(headers).not.toHaveProperty("authorization");
  });

  test("a proxy's password in the settings does not go out in a header", async () => {
    await setSetting(deployment.ctx, "WebUserAgent::NoProxy", ["127.0.0.1"]);
    await setSetting(deployment.ctx, "WebUserAgent::Proxy", "http://user:password@proxy.example:3128");
    const { run } = await prepared({ headers: [{ name: "X-Proxy", value: "p<OTRS_CONFIG_WebUserAgent::Proxy>" }] });
    await run();
    expect(sentHeaders()["x-proxy"]).toBe("p");
  });

  test("Basic and API keys, in a header or in the query; an additional header of that name wins", async () => {
    const basic = { type: "basic", username: "grüße", password: "pass:word" };
    await (await prepared({ authentication: basic })).run();
    expect(sentHeaders()["authorization"]).toBe(`Basic ${Buffer.from("grüße:pass:word").toString("base64")}`);
    const key = { type: "api-key", in: "header", name: "X-Key", value: "key 1" };
    await (await prepared({ authentication: key })).run();
    expect(sentHeaders()["x-key"]).toBe("key 1");
    const inQuery = { type: "api-key", in: "query", name: "key", value: "a&b=c" };
    const { run } = await prepared({ authentication: inQuery, endpoint: `${recorder.url}/v1?fixed=1` });
    const result = await run({ more: 2 });
    expect(recorder.requests.at(-1)?.path).toBe("/v1?fixed=1&more=2&key=a%26b%3Dc");
    expect(result.request.url).toContain("key=[secret]");
    const overridden = { authentication: basic, headers: [{ name: "authorization", value: "Own" }] };
    await (await prepared(overridden)).run();
    expect(sentHeaders()["authorization"]).toBe("Own");
  });

  test("parity 87: without a token nothing is sent, and the log names the configuration", async () => {
    await createTokenConfig(deployment.ctx, tokenConfig("Dead"));
    endpoint.answerNext({ status: 401, body: '{"error":"invalid_client"}' });
    const { name, run } = await prepared({ authentication: { type: "token-config", tokenConfig: "Dead" } });
    expect(await slugOf(run())).toBe("needs-settings");
    expect(recorder.requests).toEqual([]);
    expect(await lastLogged(name)).toMatchObject({ status: null, outcome: "needs-settings", response: null });
    const logged = deployment.log.find((line) => line.includes("web-service.no-token"));
    expect(logged).toMatch(/"error".*"tokenConfig":"Dead"/);
  });

  test("a token that the service refuses is renewed once, and the call repeated with its body", async () => {
    const seen: unknown[] = [];
    recorder.answer(({ headers, body }, response) => {
      seen.push(headers["authorization"]);
      response.writeHead(seen.length === 1 ? 401 : 200, { "content-type": "application/json" }).end(body);
    });
    const { name, run } = await prepared(withToken, { method: "POST", body: { type: "json" } });
    expect(await run({ a: 1 })).toMatchObject({ status: 200, tokenRenewed: true, body: '{"a":1}' });
    expect(new Set(seen).size).toBe(2);
    expect(await lastLogged(name)).toMatchObject({ status: 200, outcome: "ok", tokenRenewed: true });
  });

  test("a service that refuses every token costs the provider one request, not one a call", async () => {
    recorder.answer((_request, response) => response.writeHead(401).end());
    const { run } = await prepared(withToken);
    const before = endpoint.requests.length;
    for (let n = 0; n < 5; n += 1)
      expect(await run()).toMatchObject({ status: 401, complaint: { slug: "service-refused" } });
    expect(endpoint.requests.length - before).toBe(1);
    deployment.pass(61_000);
    await run();
    expect(endpoint.requests.length - before).toBe(2);
  });
});

describe("what is sent", () => {
  test("path and query are filled and percent-encoded, what is left of the data goes into the query", async () => {
    const { run } = await prepared(
      { endpoint: `${recorder.url}/v1/` },
      {
        path: "/tickets/:ticket.id/items:batchGet",
        query: [
          { name: "at", value: "10:30 :when" },
          { name: "gone", value: ":nothing" },
        ],
      },
    );
    await run({ ticket: { id: "a/b c?#%ä" }, when: "x&y", other: [1, { deep: "ü" }] });
    expect(recorder.requests[0]?.path).toBe(
      "/v1/tickets/a%2Fb%20c%3F%23%25%C3%A4/items:batchGet?at=10%3A30+x%26y&other.0=1&other.1.deep=%C3%BC",
    );
  });

  test.each([
    [{}, "data-missing"],
    [{ id: "" }, "data-missing"],
    [{ id: ".." }, "data-leads-out"],
    [{ id: "." }, "data-leads-out"],
  ] as const)("a path with %j is refused before anything is sent", async (data, message) => {
    const { run } = await prepared({}, { path: "/tickets/:id/close" });
    await expect(run(data)).rejects.toMatchObject({
      slug: "invalid-input",
      errors: [{ pointer: "/data/id", message: inputWords[message] }],
    });
    expect(recorder.requests).toEqual([]);
  });

  test("a body as JSON, as JSON by template, as a form, and as XML by template", async () => {
    const bodyOf = async (body: object, data: Record<string, unknown>, path = "") => {
      const { run } = await prepared({}, { method: "POST", path, body });
      await run(data);
      return [sentHeaders()["content-type"], recorder.requests.at(-1)?.body];
    };
    expect(await bodyOf({ type: "json" }, { id: 1, a: [1] }, "/:id")).toEqual(["application/json", '{"a":[1]}']);
    const template = '{"list":"{{items}}","text":"Dear {{who.name}}, “{{n}}”","none":"{{nothing}}"}';
    expect(await bodyOf({ type: "json", template }, { items: [1, 2], who: { name: 'A"B' }, n: 3 })).toEqual([
      "application/json",
      '{"list":[1,2],"text":"Dear A\\"B, “3”","none":null}',
    ]);
    expect(await bodyOf({ type: "form" }, { a: "x y", b: { c: "&" } })).toEqual([
      "application/x-www-form-urlencoded",
      "a=x+y&b.c=%26",
    ]);
    const xml = "<order n='{{n}}'>{{#items}}<item>{{name}} of {{n}}</item>{{/items}}{{#none}}x{{/none}}</order>";
    const items = [{ name: "<a>" }, { name: "b\u0000" }];
    expect(await bodyOf({ type: "xml", template: xml }, { n: '"1"', items })).toEqual([
      "application/xml; charset=utf-8",
      "<order n='&quot;1&quot;'><item>&lt;a&gt; of &quot;1&quot;</item><item>b of &quot;1&quot;</item></order>",
    ]);
  });
});

describe("what comes back", () => {
  const answering = async (status: number, type: string, body: string, invoker: object = {}) => {
    recorder.answer((_request, response) => response.writeHead(status, { "content-type": type }).end(body));
    return (await prepared({}, invoker)).run();
  };

  test("the part that the invoker returns, of JSON and of XML", async () => {
    const json = '{"data":{"items":[{"id":7}]}}';
    expect(await answering(200, "application/json", json, { returns: "data.items.0.id" })).toMatchObject({
      returned: 7,
      body: json,
    });
    const xml = "<?xml version='1.0'?><n:list xmlns:n='urn:n'><n:item>a</n:item><n:item>b &amp; c</n:item></n:list>";
    expect(await answering(200, "application/xml", xml, { returns: "list.item.1" })).toMatchObject({
      returned: "b & c",
    });
  });

  test.each([
    [404, "application/json", '{"error":"gone"}', "service-refused", { error: "gone" }],
    [200, "text/html", "<!doctype html>", "answer-not-json", null],
    [200, "application/json", '{"b":1}', "returned-part-missing", null],
    [200, "application/json", '{"a":', "answer-not-json", null],
  ])("%s with %s %s is complained of, not thrown away", async (status, type, body, slug, returned) => {
    expect(await answering(status, type, body, { returns: "a" })).toMatchObject({
      status,
      body,
      returned,
      complaint: { slug },
    });
  });

  test("bytes that are no text come as base64", async () => {
    recorder.answer((_request, response) => response.end(Buffer.from([0xff, 0x00, 0xfe])));
    expect(await (await prepared({})).run()).toMatchObject({ body: "/wD+", bodyEncoding: "base64", bodyBytes: 3 });
  });

  test("a redirect is not followed: the token stays here", async () => {
    recorder.answer((_request, response) => response.writeHead(302, { location: "https://evil.example/" }).end());
    const result = await (await prepared(withToken)).run();
    expect(result).toMatchObject({ status: 302, complaint: { slug: "service-redirects" } });
    expect(recorder.requests).toHaveLength(1);
  });

  test("an answer without end is cut off at 1 MB", async () => {
    recorder.answer((_request, response) => {
      const more = () => {
        while (response.write("x".repeat(64 * 1024))) if (response.destroyed) return;
        response.once("drain", more);
      };
      more();
    });
    const result = await (await prepared({})).run();
    expect(result).toMatchObject({ truncated: true, bodyBytes: 1024 * 1024, complaint: { slug: "answer-too-long" } });
  });

  test("an answer that never comes, or stops in the middle, ends with the time limit", async () => {
    recorder.answer(() => undefined);
    expect(await slugOf((await prepared({ timeoutSeconds: 1 })).run())).toBe("web-service-timeout");
    recorder.answer((_request, response) => void response.write("begun"));
    expect(await slugOf((await prepared({ timeoutSeconds: 1 })).run())).toBe("web-service-timeout");
  });

  test("a service that is not there is unreachable, and so logged", async () => {
    const { name, run } = await prepared({ endpoint: "http://127.0.0.1:1/" });
    expect(await slugOf(run())).toBe("web-service-unreachable");
    expect(await lastLogged(name)).toMatchObject({ outcome: "web-service-unreachable", status: null });
    const german = runInvoker({ ...deployment.ctx, language: "de" }, { service: name, name: "Do" }, {});
    await expect(german).rejects.toMatchObject({
      parameters: { reason: expect.stringContaining("keine Verbindung") },
    });
  });

  test("a web service that is not valid is not called", async () => {
    expect(await slugOf((await prepared({ validity: "invalid" })).run())).toBe("web-service-not-in-use");
  });
});

describe("parity 88: the debug log never holds the bearer token", () => {
  test("nor any other secret, in whatever the service sends back", async () => {
    recorder.answer(({ headers }, response) => {
      const token = String(headers["authorization"]).slice("Bearer ".length);
      const echo = `${token} ${encodeURIComponent("pl/anted=key")} ${JSON.stringify({ h: 'planted"header' })}`;
      response.writeHead(200, { "x-echo": token, "set-cookie": "session=planted-cookie" }).end(echo.repeat(700));
    });
    const { name, run } = await prepared({
      ...withToken,
      headers: [
        { name: "Authorization", value: "Bearer {accessToken}" },
        { name: "X-Second", value: 'planted"header', secret: true },
        { name: "X-Api-Key", value: "pl/anted=key", secret: true },
      ],
    });
    await run({ q: "plain" });
    const logged = JSON.stringify(await lastLogged(name));
    expect(logged).toContain("q=plain");
    expect(logged).toContain("[secret]");
    for (const secret of [/access-\d/, /planted/, /pl%2Fanted/, /pl\/anted/]) expect(logged).not.toMatch(secret);
    const rows = JSON.stringify((await deployment.db.client.execute("select * from invocations")).rows);
    expect(rows).not.toMatch(/access-\d|planted/);
  });

  test("not even the half of one where the kept beginning ends", async () => {
    recorder.answer(({ headers }, response) => {
      const token = String(headers["authorization"]).slice("Bearer ".length);
      response.end(`${"x".repeat(16 * 1024 - 4)}${token}${"y".repeat(100)}`);
    });
    const { name, run } = await prepared(withToken);
    await run();
    const { response } = await lastLogged(name);
    expect(response?.bodyCut).toBe(true);
    expect(response?.body).not.toContain("acce");
  });
});

describe("the debug log keeps what it is told to", () => {
  const count = async (name: string) => {
    await deployment.settled();
    return (await listInvocations(deployment.ctx, name, { failuresOnly: false, page: 1, pageSize: 1 })).total;
  };

  test("all, failures alone, or nothing", async () => {
    for (const [debugLog, kept] of [
      ["all", 2],
      ["failures", 1],
      ["off", 0],
    ] as const) {
      const { name, run } = await prepared({ debugLog });
      await run();
      recorder.answer((_request, response) => response.writeHead(500).end());
      await run();
      recorder.answer((_request, response) => response.end());
      expect(await count(name)).toBe(kept);
    }
  });

  test("for as many days as the setting says; the clock deletes what is older", async () => {
    const { name, run } = await prepared({});
    await run();
    deployment.pass(6 * 86_400_000);
    await run();
    await forgetOld(deployment.ctx);
    expect(await count(name)).toBe(2);
    deployment.pass(2 * 86_400_000);
    await forgetOld(deployment.ctx);
    expect(await count(name)).toBe(1);
  });

  test("nothing while the setting says zero days", async () => {
    await setSetting(deployment.ctx, "DebugLog::RetentionDays", 0);
    const { name, run } = await prepared({});
    await run();
    expect(await count(name)).toBe(0);
    await setSetting(deployment.ctx, "DebugLog::RetentionDays", 7);
  });
});

describe("SOAP", () => {
  const soap = (version: string, action = "urn:do") =>
    prepared(
      { ...withToken, type: "soap", soapVersion: version },
      {
        method: "POST",
        soapAction: action,
        body: { type: "xml", template: "<m:Do xmlns:m='urn:m'>{{n}}</m:Do>" },
        returns: "DoResponse.total",
      },
    );
  const answering = (status: number, body: string, type = "text/xml") =>
    recorder.answer((_request, response) => response.writeHead(status, { "content-type": type }).end(body));
  const enveloped = (inner: string) =>
    `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${inner}</s:Body></s:Envelope>`;

  test("1.1 has SOAPAction, 1.2 the action in its media type; both have the envelope and the token", async () => {
    answering(200, enveloped("<m:DoResponse xmlns:m='urn:m'><m:total>7</m:total></m:DoResponse>"));
    expect(await (await soap("1.1")).run({ n: "<1>" })).toMatchObject({ returned: "7", complaint: null });
    expect(sentHeaders()).toMatchObject({ soapaction: '"urn:do"', "content-type": "text/xml; charset=utf-8" });
    expect(sentHeaders()["authorization"]).toMatch(/^Bearer access/);
    expect(recorder.requests.at(-1)?.body).toContain(
      "<soap:Body><m:Do xmlns:m='urn:m'>&lt;1&gt;</m:Do></soap:Body></soap:Envelope>",
    );
    await (await soap("1.2")).run();
    expect(sentHeaders()["content-type"]).toBe('application/soap+xml; charset=utf-8; action="urn:do"');
    expect(sentHeaders()).not.toHaveProperty("soapaction");
    expect(recorder.requests.at(-1)?.body).toContain('"http://www.w3.org/2003/05/soap-envelope"');
  });

  test("a fault is explained, of either version", async () => {
    answering(
      500,
      enveloped("<s:Fault><faultcode>s:Client</faultcode><faultstring>No such order</faultstring></s:Fault>"),
    );
    expect(await (await soap("1.1")).run()).toMatchObject({
      status: 500,
      complaint: { slug: "soap-fault", detail: "s:Client: No such order", action: expect.stringContaining("WSDL") },
    });
    answering(
      500,
      enveloped(
        "<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>w:FailedAuthentication</s:Value></s:Subcode></s:Code><s:Reason><s:Text xml:lang='en'>who?</s:Text></s:Reason></s:Fault>",
      ),
    );
    expect(await (await soap("1.2")).run()).toMatchObject({
      complaint: { detail: "w:FailedAuthentication: who?", action: expect.stringContaining("authentication") },
    });
  });

  test.each([
    ["an HTML page", 200, "<html><body>Down<br></body></html>", "answer-not-xml"],
    ["JSON", 200, '{"a":1}', "answer-not-xml"],
    ["other XML", 200, "<a/>", "answer-not-soap"],
    ["XML nested without end", 200, "<a>".repeat(200_000), "answer-not-xml"],
    ["an entity that would expand", 200, '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "answer-not-xml"],
    ["a proxy's page with a status", 502, "<html>", "service-refused"],
  ])("%s is said to be what it is", async (_title, status, body, slug) => {
    answering(status, body);
    expect(await (await soap("1.1")).run()).toMatchObject({ body, complaint: { slug } });
  });
});

describe("what breaks out of its form", () => {
  test.each(["Host", "Transfer-Encoding", "content-length"])("an API key is sent by no header %s", async (name) => {
    const key = { type: "api-key", in: "header", name, value: "chunked" };
    const work = prepared({ authentication: key });
    expect(await slugOf(work)).toBe("invalid-input");
    await expect(work).rejects.toMatchObject({ errors: [{ pointer: "/authentication/name" }] });
  });

  const deep = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`;

  test("an answer that is nested without end is shown as the text it is", async () => {
    recorder.answer((_request, response) => response.end(deep(200_000)));
    const result = await (await prepared({})).run();
    expect(result.returned).toBeNull();
    expect(JSON.parse(JSON.stringify(result)).body).toHaveLength(400_000);
  });

  test.each([{ method: "GET" }, { method: "POST", body: { type: "json" } }])(
    "data that is nested without end is refused (%j)",
    async (invoker) => {
      const { run } = await prepared({}, invoker);
      expect(await slugOf(run({ list: JSON.parse(deep(200_000)) }))).toBe("invalid-input");
    },
  );

  test("half a character becomes the character that stands for none (U+FFFD)", async () => {
    const { run } = await prepared({}, { path: "/a/:id" });
    await run({ id: "x\ud800" });
    expect(recorder.requests.at(-1)?.path).toBe("/v1/a/x%EF%BF%BD");
    const secret = { authentication: { type: "basic", username: "u", password: "pass\ud800" } };
    expect((await (await prepared(secret)).run()).status).toBe(200);
  });
});
