import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { codeConfigInput, configInput, password, type ServedApi, serveApi } from "./testing/served-api.ts";

let api: ServedApi;
let cookie: string;
beforeAll(async () => {
  api = await serveApi();
  cookie = await api.signIn();
  for (const name of ["One", "Two"]) {
    await api.ask("POST", "/token-configs", { body: configInput(api.endpoint, name), headers: { cookie } });
  }
});
afterAll(() => api.close());

const statusOf = async (method: string, path: string, headers: Record<string, string>, body?: unknown) =>
  (await api.ask(method, path, { headers, ...(body !== undefined && { body }) })).status;

describe("a change that another site's page may have caused is refused", () => {
  test.each([
    ["a foreign origin", { origin: "https://evil.example", "sec-fetch-site": "cross-site" }],
    ["another subdomain", { "sec-fetch-site": "same-site" }],
    ["a foreign origin alone", { origin: "https://evil.example" }],
    ["the null origin of a sandbox", { origin: "null" }],
    ["an origin that begins like ours", { origin: "http://localhost:8080.evil.example" }],
    ["another port", { origin: "http://localhost:9090" }],
  ])("%s", async (_title, headers) => {
    expect(await statusOf("DELETE", "/token-configs/One", { cookie, ...headers })).toBe(403);
  });

  test("neither header: a program, which has no business with a cookie", async () => {
    const answer = await api.ask("DELETE", "/token-configs/One", { headers: { cookie, "sec-fetch-site": "" } });
    expect(answer.status).toBe(403);
  });

  test("and a wrong FQDN locks nobody out", async () => {
    await api.ask("PUT", "/settings/FQDN", { body: { value: "wrong.example.com" }, headers: { cookie } });
    const headers = { cookie, origin: "http://localhost:8080" };
    expect(await statusOf("DELETE", "/settings/FQDN", headers)).toBe(200);
  });
});

describe("an API key", () => {
  test("does what its scopes say, and nothing else", async () => {
    const authorization = `Bearer ${await api.apiKey(["token-configs:read"])}`;
    expect(await statusOf("GET", "/token-configs", { authorization })).toBe(200);
    expect(await statusOf("GET", "/access-tokens/One", { authorization })).toBe(403);
    expect(await statusOf("POST", "/token-configs", { authorization }, {})).toBe(403);
    expect(await statusOf("GET", "/api-keys", { authorization })).toBe(403);
    expect(await statusOf("GET", "/sessions/current", { authorization })).toBe(401);
  });

  test("limited to names reads those alone", async () => {
    const authorization = `Bearer ${await api.apiKey(["tokens:read"], ["One"])}`;
    expect(await statusOf("GET", "/access-tokens/One", { authorization })).toBe(200);
    expect(await statusOf("GET", "/access-tokens/Two", { authorization })).toBe(403);
  });

  test.each(["Basic YTpi", "Bearer", "Bearer  ", "Bearer grt_unknown", "Bearer a b", "grt_x"])(
    "%j is refused, also with a good session beside it",
    async (authorization) => {
      const answer = await api.ask("GET", "/token-configs", { headers: { authorization, cookie } });
      expect(answer.status).toBe(401);
      expect(answer.headers.get("www-authenticate")).toContain("Bearer");
    },
  );

  test("is refused from the next request on when it is revoked", async () => {
    const key = await api.apiKey(["tokens:read"]);
    const authorization = `Bearer ${key}`;
    expect(await statusOf("GET", "/access-tokens/One", { authorization })).toBe(200);
    const { items } = (await (await api.ask("GET", "/api-keys", { headers: { cookie } })).json()) as {
      items: { id: string }[];
    };
    await api.ask("DELETE", `/api-keys/${items[0]?.id}`, { headers: { cookie } });
    expect(await statusOf("GET", "/access-tokens/One", { authorization })).toBe(401);
  });
});

describe("a session", () => {
  test("ends when its owner signs out, whoever kept the cookie", async () => {
    const own = await api.signIn();
    expect(await statusOf("GET", "/sessions/current", { cookie: own })).toBe(200);
    expect(await statusOf("POST", "/auth/sign-out", { cookie: own })).toBe(204);
    expect(await statusOf("GET", "/sessions/current", { cookie: own })).toBe(401);
    expect(await statusOf("GET", "/sessions/current", { cookie })).toBe(200);
  });

  test("is worth nothing with another signature", async () => {
    const [name = "", value = ""] = cookie.split(/=(.*)/s);
    const token = decodeURIComponent(value).split(".")[0] ?? "";
    for (const forged of [token, `${token}.`, `${token}.AAAA`, `x${decodeURIComponent(value)}`]) {
      expect(await statusOf("GET", "/sessions/current", { cookie: `${name}=${encodeURIComponent(forged)}` })).toBe(401);
    }
  });

  test("lasts seven days", async () => {
    const own = await api.signIn();
    api.deployment.pass(6.9 * 86_400_000);
    expect(await statusOf("GET", "/sessions/current", { cookie: own })).toBe(200);
    api.deployment.pass(0.2 * 86_400_000);
    expect(await statusOf("GET", "/sessions/current", { cookie: own })).toBe(401);
    api.deployment.pass(-7 * 86_400_000);
  });

  test("has a cookie that scripts and other sites do not get; by https it is Secure", async () => {
    const cookieOf = async () =>
      (
        await api.ask("POST", "/auth/sign-in/email", { body: { email: "admin@example.org", password } })
      ).headers.getSetCookie()[0] ?? "";
    expect(await cookieOf()).toMatch(/^grantry\.session_token=.*; Path=\/; HttpOnly; SameSite=Lax$/);
    await api.ask("PUT", "/settings/HttpType", { body: { value: "https" }, headers: { cookie } });
    expect(await cookieOf()).toMatch(/^__Secure-grantry\.session_token=.*; HttpOnly; Secure; SameSite=Lax$/);
    await api.ask("DELETE", "/settings/HttpType", { headers: { cookie } });
  });
});

describe("signing in", () => {
  const attempt = async (email: string, address: string, more: Record<string, string> = {}) => {
    const headers = { "x-test-address": address, ...more };
    const answer = await api.ask("POST", "/auth/sign-in/email", { body: { email, password: "wrong" }, headers });
    const { title } = (await answer.json()) as { title: string };
    return { status: answer.status, title, retryAfter: Number(answer.headers.get("retry-after")) };
  };

  test("tells a wrong password and an unknown account by nothing", async () => {
    const [known, unknown] = [await attempt("admin@example.org", "a"), await attempt("nobody@example.org", "a")];
    expect(known).toEqual(unknown);
  });

  test("is refused after ten wrong attempts on an account, from wherever, and possible again later", async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 12; n += 1) statuses.push((await attempt("admin@example.org", `10.0.0.${n}`)).status);
    expect(statuses.at(-1)).toBe(429);
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(10);
    const right = { email: "admin@example.org", password };
    expect((await api.ask("POST", "/auth/sign-in/email", { body: right })).status).toBe(429);
    expect((await attempt("admin@example.org", "b")).retryAfter).toBeGreaterThan(60);
    api.deployment.pass(16 * 60_000);
    expect((await api.ask("POST", "/auth/sign-in/email", { body: right })).status).toBe(201);
  });

  test("is refused after fifty wrong attempts from an address, whatever X-Forwarded-For says", async () => {
    const attempts = Array.from({ length: 51 }, (_, n) =>
      attempt(`user${n}@example.org`, "192.0.2.1", { "x-forwarded-for": `198.51.100.${n}` }),
    );
    const statuses = (await Promise.all(attempts)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 429)).toHaveLength(1);
    expect((await attempt("else@example.org", "192.0.2.2")).status).toBe(401);
  });
});

test("the binding cookie of an authorization is for this browser and ten minutes", async () => {
  await api.ask("POST", "/token-configs", { body: codeConfigInput(api.endpoint, "Code"), headers: { cookie } });
  const started = await api.ask("POST", "/token-configs/Code/authorizations", { headers: { cookie } });
  expect(started.headers.getSetCookie()[0]).toMatch(
    /^grantry-authorization-[0-9a-f]{16}=[\w-]{43}; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/,
  );
});

test("the page of the API's routes runs nothing, is framed by nobody and sends nothing", async () => {
  const csp = (await api.ask("GET", "/docs")).headers.get("content-security-policy");
  for (const name of ["default-src", "base-uri", "form-action", "frame-ancestors"])
    expect(csp).toContain(`${name} 'none'`);
});

test("no answer but the broker's and the key's own holds a secret, nor does the log", async () => {
  const planted = [/planted-client-secret/, /planted-echo/, new RegExp(password), /refresh-\d/, /access-\d/];
  const input = { ...configInput(api.endpoint, "Planted"), clientSecret: "planted-client-secret" };
  api.endpoint.answerNext({
    status: 400,
    body: '{"error":"invalid_client","error_description":"planted-client-secret is wrong"}',
  });
  const answers = [
    await api.ask("POST", "/token-configs", { body: input, headers: { cookie } }),
    await api.ask("POST", "/token-configs/Planted/token-requests", {
      body: { grant: "client_credentials" },
      headers: { cookie },
    }),
    await api.ask("GET", "/token-configs/Planted", { headers: { cookie } }),
    await api.ask("GET", "/access-tokens/Planted", { headers: { cookie } }),
    await api.ask("POST", "/token-configs/Planted/token-requests", {
      body: { grant: "client_credentials" },
      headers: { cookie },
    }),
    await api.ask("GET", "/token-configs", { headers: { cookie } }),
    await api.ask("GET", "/notifications", { headers: { cookie } }),
    await api.ask("GET", "/api-keys", { headers: { cookie } }),
    await api.ask("GET", "/settings", { headers: { cookie } }),
    await api.ask("POST", "/token-configs", {
      body: { ...input, name: "", tokenUrl: "https://a:planted-echo@b.example/" },
      headers: { cookie },
    }),
  ];
  const told = [...(await Promise.all(answers.map((answer) => answer.text()))), ...api.deployment.log].join("\n");
  expect(told).toContain("Planted");
  for (const text of planted) expect(told).not.toMatch(text);
});

test("what breaks is logged without the secret that stood in its address", async () => {
  const broken = await serveApi();
  const feed = await broken.ask("POST", "/calendar-feeds", {
    body: { name: "On call" },
    headers: { cookie: await broken.signIn() },
  });
  const { path } = (await feed.json()) as { path: string };
  broken.deployment.db.client.close();
  expect((await broken.ask("GET", path)).status).toBe(500);
  const log = broken.deployment.log.join("\n");
  expect(log).toContain("/calendar/grc_");
  expect(log).not.toContain(/grc_[\w-]+/.exec(path)?.[0]);
  await broken.close();
});
