import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { codeConfigInput, type ServedApi, serveApi } from "./testing/served-api.ts";

let api: ServedApi;
let cookie: string;
beforeAll(async () => {
  api = await serveApi();
  cookie = await api.signIn();
});
afterAll(() => api.close());

const post = (body: unknown) => api.ask("POST", "/token-configs", { body, headers: { cookie } });
const good = () => codeConfigInput(api.endpoint, "Support mailbox");

interface Refused {
  readonly status: number;
  readonly title: string;
  readonly errors?: readonly { readonly pointer: string; readonly message: string }[];
}

describe("a configuration is refused at the place that is wrong", () => {
  test.each([
    ["/name", { name: "" }],
    ["/name", { name: "   " }],
    ["/name", { name: "a".repeat(251) }],
    ["/name", { name: "line\nbreak" }],
    ["/name", { name: "\u0000" }],
    ["/name", { name: "turns \u202e what follows around" }],
    ["/name", { name: 7 }],
    ["/template", { template: "nope" }],
    ["/grant", { grant: "client_credentials" }],
    ["/grant", { grant: "password" }],
    ["/validity", { validity: "perhaps" }],
    ["/clientId", { clientId: "" }],
    ["/clientId", { clientId: "x".repeat(2001) }],
    ["/scope", { scope: 'mail "quoted"' }],
    ["/scope", { scope: "mäil" }],
    ["/tokenUrl", { tokenUrl: "" }],
    ["/tokenUrl", { tokenUrl: "not a url" }],
    ["/tokenUrl", { tokenUrl: "ftp://example.com/token" }],
    ["/tokenUrl", { tokenUrl: "javascript:alert(1)" }],
    ["/tokenUrl", { tokenUrl: "https://user:secret@example.com/token" }],
    ["/tokenUrl", { tokenUrl: "https://example.com/token#here" }],
    ["/tokenUrl", { tokenUrl: "http://example.com/token" }],
    ["/authorizationUrl", { authorizationUrl: "https://example.com/.well-known/openid-configuration" }],
    ["/notifications", { notifications: { expiredToken: "yes", expiredRefreshToken: true } }],
    ["/placeholders/tenant", { placeholders: { tenant: 7 } }],
    ["/clientSecretExpiresAt", { clientSecretExpiresAt: "tomorrow" }],
    ["/keepFresh", { keepFresh: "yes" }],
    ["", { unknown: 1 }],
  ])("%s: %j", async (pointer, wrong) => {
    const answer = await post({ ...good(), ...wrong });
    expect(answer.status).toBe(422);
    const { errors = [] } = (await answer.json()) as Refused;
    expect(errors.map((error) => error.pointer).filter((at) => at.startsWith(pointer))).not.toEqual([]);
    for (const { message } of errors) expect(message).not.toMatch(/[{}]|undefined|invalid_/i);
  });

  test.each([
    ["/name", { name: 7 }, "Takes a text."],
    ["/name", { name: null }, "This is needed."],
    ["/keepFresh", { keepFresh: "yes" }, "Takes true or false."],
  ])("%s: %j is told what it takes", async (pointer, wrong, message) => {
    const answer = await post({ ...good(), ...wrong });
    expect(((await answer.json()) as Refused).errors).toContainEqual({ pointer, message });
  });

  test("and nothing of it is kept", async () => {
    const listed = await api.ask("GET", "/token-configs", { headers: { cookie } });
    expect(((await listed.json()) as { total: number }).total).toBe(0);
  });
});

test.each([
  ["/api-keys", { scopes: ["tokens:read"] }],
  ["/calendar-feeds", {}],
])("a name that a terminal would act on, or that ends a line, is none for %s", async (path, more) => {
  for (const name of ["\u001b]0;pwned\u0007", "a\nb", "a\u2028b", "  "]) {
    const answer = await api.ask("POST", path, { body: { name, ...more }, headers: { cookie } });
    expect([answer.status, ((await answer.json()) as Refused).errors?.[0]?.pointer]).toEqual([422, "/name"]);
  }
});

test.each([
  ["no JSON", "{", "application/json", 400],
  ["an empty body", "", "application/json", 400],
  ["a form", "name=x", "application/x-www-form-urlencoded", 400],
  ["a list", "[]", "application/json", 422],
  ["more than 1 MB", `{"name":"${"x".repeat(1_100_000)}"}`, "application/json", 413],
])("%s is refused by name", async (_title, text, type, status) => {
  const answer = await api.ask("POST", "/token-configs", { text, headers: { cookie, "content-type": type } });
  expect(answer.status).toBe(status);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
});

test("an address that is none, and a method that is none, say so as problems", async () => {
  const nowhere = await api.ask("GET", "/nowhere", { headers: { cookie } });
  expect(nowhere.status).toBe(404);
  const patched = await api.ask("PATCH", "/token-configs/x", { headers: { cookie }, body: {} });
  expect(patched.status).toBe(405);
  expect(patched.headers.get("allow")).toBe("DELETE, GET, PUT");
  expect(((await patched.json()) as Refused).title).toBe("This address takes another method");
});

test("refusals come in the reader's language", async () => {
  const answer = await api.ask("POST", "/token-configs", {
    body: { ...good(), name: "" },
    headers: { cookie, "accept-language": "de-AT,en;q=0.5" },
  });
  expect(answer.headers.get("content-language")).toBe("de");
  const refused = (await answer.json()) as Refused;
  expect(refused.title).toBe("Ein Teil der Eingabe ist nicht verwendbar");
  expect(refused.errors?.[0]?.message).not.toMatch(/required/i);
});

test.each([
  "a",
  "ä/ö%20?#&",
  "مرحبا",
  "名前",
  "a".repeat(250),
  "<script>alert(1)</script>",
  "'; DROP TABLE tokens; --",
])("a configuration may be called %s, and is found by that name", async (name) => {
  const made = await post({ ...good(), name });
  expect(made.status).toBe(201);
  const found = await api.ask("GET", `/token-configs/${encodeURIComponent(name)}`, { headers: { cookie } });
  expect(((await found.json()) as { name: string }).name).toBe(name);
});

test("a change names the version that it read; a stale one changes nothing; W/ is ignored", async () => {
  const made = await post({ ...good(), name: "Versioned" });
  const { id } = (await made.json()) as { id: string };
  const put = (version: string | undefined, scope: string) =>
    api.ask("PUT", `/token-configs/${id}`, {
      body: { ...good(), name: "Versioned", scope },
      headers: { cookie, ...(version !== undefined && { "if-match": version }) },
    });
  expect((await put(undefined, "a")).status).toBe(428);
  expect((await put('"1"', "b")).status).toBe(200);
  expect((await put('"1"', "c")).status).toBe(412);
  expect((await put("nonsense", "d")).status).toBe(412);
  expect((await put('W/"2"', "e")).status).toBe(200);
  const now = await api.ask("GET", `/token-configs/${id}`, { headers: { cookie } });
  expect(now.headers.get("etag")).toBe('"3"');
  expect(((await now.json()) as { scope: string }).scope).toBe("e");
});
