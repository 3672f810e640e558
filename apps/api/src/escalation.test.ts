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
