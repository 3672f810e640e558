import { type RecordingService, startRecordingService } from "@grantry/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { configInput, type ServedApi, serveApi } from "./testing/served-api.ts";

// What an API key may do must not become more than it says.

let api: ServedApi;
let recorder: RecordingService;
beforeAll(async () => {
  api = await serveApi();
  recorder = await startRecordingService();
});
afterAll(async () => {
  await api.close();
  await recorder.close();
});
beforeEach(() => void recorder.requests.splice(0));

interface Refused {
  readonly type: string;
  readonly errors?: readonly { readonly pointer: string }[];
}
const pointersOf = async (answer: Response) => ((await answer.json()) as Refused).errors?.map(({ pointer }) => pointer);

describe("a secret header of a web service is read by nobody", () => {
  const service = (endpoint: string, header: object) => ({
    name: "Phones",
    type: "rest",
    endpoint,
    headers: [{ name: "X-Secret", ...header }],
  });
  let headers: Record<string, string>;
  beforeAll(async () => {
    headers = { authorization: `Bearer ${await api.apiKey(["web-services:write", "web-services:read"])}` };
    const made = service("https://pbx.example.com/", { value: "planted-header", secret: true });
    expect((await api.ask("POST", "/web-services", { body: made, headers })).status).toBe(201);
  });

  test.each(["https://pbx.example.com/", "https://elsewhere.example.net/"])(
    "not by declaring it no secret, at %s",
    async (endpoint) => {
      const body = service(endpoint, { secret: false });
      const answer = await api.ask("PUT", "/web-services/Phones", { body, headers: { ...headers, "if-match": '"1"' } });
      expect([answer.status, await pointersOf(answer)]).toEqual([422, ["/headers/0/value"]]);
      const shown = await api.ask("GET", "/web-services/Phones", { headers });
      expect(await shown.text()).not.toContain("planted-header");
    },
  );
});

describe("a key that may edit configurations does not read their tokens", () => {
  let headers: Record<string, string>;
  beforeAll(async () => {
    headers = { authorization: `Bearer ${await api.apiKey(["token-configs:write", "token-configs:read"])}` };
    const made = await api.ask("POST", "/token-configs", { body: configInput(api.endpoint, "CRM"), headers });
    expect(made.status).toBe(201);
  });
  const documentWith = async (grantry: object) => {
    const shown = await api.ask("GET", "/token-configs/CRM/document", { headers });
    const document = (await shown.json()) as { Grantry: object };
    return {
      version: shown.headers.get("etag") ?? "",
      document: { ...document, Grantry: { ...document.Grantry, ...grantry } },
    };
  };

  test("by naming another place that tells whose a token is", async () => {
    const { document, version } = await documentWith({ UserinfoUrl: `${recorder.url}/me` });
    const answer = await api.ask("PUT", "/token-configs/CRM/document", {
      body: document,
      headers: { ...headers, "if-match": version },
    });
    expect([answer.status, await pointersOf(answer)]).toEqual([422, ["/Grantry/UserinfoUrl"]]);
  });

  test("by bringing it in a file", async () => {
    const { document } = await documentWith({ UserinfoUrl: `${recorder.url}/me` });
    const text = JSON.stringify([{ Name: "From a file", Config: { ...document, ClientSecret: "theirs" } }]);
    const answer = await api.ask("POST", "/token-configs/imports", {
      text,
      headers: { ...headers, "content-type": "application/yaml" },
    });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain("/Config/Grantry/UserinfoUrl");
  });
});

test("a key that may only read configurations gets no secret of their documents", async () => {
  const writer = { authorization: `Bearer ${await api.apiKey(["token-configs:write"])}` };
  const reader = { authorization: `Bearer ${await api.apiKey(["token-configs:read"])}` };
  const Config = { ...fileDocument(), ApiKey: "planted-member" };
  const text = JSON.stringify([{ Name: "With a secret", Config }]);
  const content = { "content-type": "application/yaml" };
  await api.ask("POST", "/token-configs/imports", { text, headers: { ...writer, ...content } });
  const shown = await api.ask("GET", "/token-configs/With%20a%20secret/document", { headers: reader });
  expect([shown.status, await shown.text()]).toEqual([200, expect.not.stringContaining("planted-member")]);
});

describe("a key that is limited to a configuration reads no other one's token", () => {
  let one: { id: string; name: string };
  let headers: Record<string, string>;
  const scopes = ["tokens:read", "token-configs:read", "token-configs:write"] as const;
  beforeAll(async () => {
    const everything = { authorization: `Bearer ${await api.apiKey(scopes)}` };
    const make = async (name: string) =>
      (await api.ask("POST", "/token-configs", { body: configInput(api.endpoint, name), headers: everything })).json();
    one = (await make("One")) as typeof one;
    await make("Two");
    headers = { authorization: `Bearer ${await api.apiKey(scopes, [one.id, "Later"])}` };
  });

  test.each([
    ["a name it is for", () => "Later"],
    ["an id it is for", () => one.id],
  ])("by giving that one %s", async (_title, newName) => {
    const body = { ...configInput(api.endpoint, newName()), clientSecret: undefined };
    const put = { body, headers: { ...headers, "if-match": '"1"' } };
    expect((await api.ask("PUT", "/token-configs/Two", put)).status).toBe(403);
    expect((await api.ask("GET", "/access-tokens/Two", { headers })).status).toBe(403);
  });

  test("by exchanging that one's, entered or brought in a file", async () => {
    const exchange = {
      name: "Later",
      template: "custom-token-exchange",
      clientId: "the-client",
      clientSecret: "theirs",
      tokenUrl: api.endpoint.url,
      subjectTokenConfig: "Two",
    };
    expect((await api.ask("POST", "/token-configs", { body: exchange, headers })).status).toBe(403);
    const Request = { URL: api.endpoint.url };
    const Config = {
      AuthFlow: "TokenExchange",
      ClientID: "the-client",
      ClientSecret: "theirs",
      Requests: { TokenByTokenExchange: { Request } },
      Grantry: { SubjectTokenConfig: "Two" },
    };
    const brought = await api.ask("POST", "/token-configs/imports", {
      text: JSON.stringify([{ Name: "Later", Config }]),
      headers: { ...headers, "content-type": "application/yaml" },
    });
    expect([brought.status, await brought.text()]).toEqual([422, expect.stringContaining("token-config-not-allowed")]);
    const own = { ...exchange, name: "Archive", subjectTokenConfig: "One" };
    expect((await api.ask("POST", "/token-configs", { body: own, headers })).status).toBe(201);
  });
});

function fileDocument() {
  return {
    AuthFlow: "ClientCredentials",
    ClientID: "the-client",
    ClientSecret: "theirs",
    Requests: { TokenByClientCredentials: { Request: { URL: api.endpoint.url } } },
  };
}

test("what notifications say is sent nowhere by a key that may edit settings and read notifications", async () => {
  const scopes = ["settings:write", "settings:read", "notifications:read", "mail:write", "web-services:write"] as const;
  const headers = { authorization: `Bearer ${await api.apiKey([...scopes])}` };
  const webhookSecret = `whsec_${"A".repeat(32)}`;
  const body = { name: "Theirs", webhookUrl: `${recorder.url}/hook`, webhookSecret };
  const asked = [
    api.ask("POST", "/channels", { body, headers }),
    api.ask("GET", "/channels", { headers }),
    api.ask("PUT", "/channels/Desk", { body, headers: { ...headers, "if-match": '"1"' } }),
    api.ask("POST", "/channels/Desk/tests", { headers }),
    api.ask("DELETE", "/channels/Desk", { headers }),
  ];
  expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
});
