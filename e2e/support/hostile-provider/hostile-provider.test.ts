import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { createGunzip } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type BehaviourName, behaviours } from "./behaviours.ts";
import { type HostileProvider, startHostileProvider } from "./hostile-provider.ts";

let provider: HostileProvider;

beforeEach(async () => {
  provider = await startHostileProvider();
});
afterEach(() => provider.close());

const form = { grant_type: "refresh_token", refresh_token: "old", scope: "openid offline_access" };

function ask(fields: Record<string, string> = form): Promise<Response> {
  return fetch(provider.tokenUrl, { method: "POST", body: new URLSearchParams(fields), redirect: "manual" });
}

async function answerTo(behaviour: BehaviourName): Promise<{ status: number; headers: Headers; text: string }> {
  provider.script(behaviour);
  const response = await ask();
  return { status: response.status, headers: response.headers, text: await response.text() };
}

async function membersOf(behaviour: BehaviourName): Promise<Record<string, unknown>> {
  const { status, text } = await answerTo(behaviour);
  expect(status).toBe(200);
  return JSON.parse(text);
}

test("a good answer has new tokens each time, and client credentials get no refresh token", async () => {
  const [one, two] = [await membersOf("good"), await membersOf("good")];
  expect(one).toMatchObject({ token_type: "Bearer", expires_in: 3600, scope: form.scope });
  expect(new Set([one["access_token"], two["access_token"], one["refresh_token"], two["refresh_token"]]).size).toBe(4);
  expect(await (await ask({ grant_type: "client_credentials" })).json()).not.toHaveProperty("refresh_token");
});

test("the script is followed step by step, then answers are good again; every request is kept", async () => {
  provider.script("503 with HTML", { status: 418, headers: { "x-odd": "1" }, body: "tea" });
  const answers = [await ask(), await ask(), await ask()];
  expect(answers.map(({ status }) => status)).toEqual([503, 418, 200]);
  expect(answers[1]?.headers.get("x-odd")).toBe("1");
  expect(provider.requests().map(({ method, form: sent }) => [method, sent["refresh_token"]])).toEqual(
    Array(3).fill(["POST", "old"]),
  );
});

test.each<[BehaviourName, Record<string, unknown>]>([
  ["same refresh token", { refresh_token: "old" }],
  ["less scope", { scope: "openid" }],
  ["expires_in as a string", { expires_in: "3600" }],
  ["negative expires_in", { expires_in: -1 }],
  ["huge expires_in", { expires_in: 1e18 }],
  ["expires_in that is no number", { expires_in: "soon" }],
  ["token_type in odd case", { token_type: "bEaReR" }],
  ["unknown token_type", { token_type: "mac" }],
  ["empty access token", { access_token: "" }],
  ["access token that is no string", { access_token: 42 }],
  ["error with 200", { error: "invalid_grant" }],
  ["error beside a token", { error: "invalid_grant", token_type: "Bearer" }],
])("“%s” answers 200 with %j", async (behaviour, members) => {
  expect(await membersOf(behaviour)).toMatchObject(members);
});

test.each<[BehaviourName, string]>([
  ["no refresh token", "refresh_token"],
  ["no scope", "scope"],
  ["no expires_in", "expires_in"],
  ["no token_type", "token_type"],
  ["no access token", "access_token"],
])("“%s” leaves out %s alone", async (behaviour, member) => {
  const expected = ["access_token", "expires_in", "refresh_token", "scope", "token_type"];
  expect(Object.keys(await membersOf(behaviour)).sort()).toEqual(expected.filter((name) => name !== member));
});

test.each<BehaviourName>([
  "invalid_request",
  "invalid_client",
  "invalid_grant",
  "unauthorized_client",
  "unsupported_grant_type",
  "invalid_scope",
  "temporarily_unavailable",
])("“%s” is refused with 400 and that code", async (behaviour) => {
  const { status, text } = await answerTo(behaviour);
  expect([status, JSON.parse(text).error]).toEqual([400, behaviour]);
});

test("an unknown client is refused with 401 and the header that it demands", async () => {
  const { status, headers, text } = await answerTo("invalid_client with 401");
  expect([status, headers.get("www-authenticate"), JSON.parse(text).error]).toEqual([
    401,
    'Basic realm="hostile"',
    "invalid_client",
  ]);
});

test.each<[BehaviourName, number]>([
  ["500 with HTML", 500],
  ["502 with HTML", 502],
  ["503 with HTML", 503],
  ["200 with HTML", 200],
  ["403 with HTML", 403],
  ["429", 429],
])("“%s” is a page", async (behaviour, expected) => {
  const { status, headers, text } = await answerTo(behaviour);
  expect([status, headers.get("content-type"), headers.get("retry-after")]).toEqual([expected, "text/html", null]);
  expect(text).toContain("<h1>");
});

test("waiting is asked for in seconds or as a date", async () => {
  expect((await answerTo("429 with Retry-After")).headers.get("retry-after")).toBe("7");
  expect((await answerTo("503 with Retry-After")).headers.get("retry-after")).toBe("7");
  const date = (await answerTo("429 with a date in Retry-After")).headers.get("retry-after");
  expect(date && Date.parse(date)).toBeGreaterThan(Date.now());
});

test.each<[BehaviourName, string]>([
  ["empty body", ""],
  ["[]", "[]"],
  ["null", "null"],
  ["a string", '"token"'],
  ["cut JSON", '{"access_token":"cut","expi'],
])("“%s” answers 200 with just that", async (behaviour, body) => {
  const { status, text } = await answerTo(behaviour);
  expect([status, text]).toEqual([200, body]);
});

test("invalid UTF-8 stands inside a string", async () => {
  provider.script("invalid UTF-8");
  const bytes = await (await ask()).arrayBuffer();
  expect(() => new TextDecoder("utf-8", { fatal: true }).decode(bytes)).toThrow();
});

test("a member stands there twice", async () => {
  const { text } = await answerTo("duplicate members");
  expect(text.match(/"access_token"/g)).toHaveLength(2);
});

test("a form in place of JSON, and JSON called text, hold a good answer", async () => {
  const { text, headers } = await answerTo("form-encoded");
  expect(headers.get("content-type")).toBe("application/x-www-form-urlencoded");
  expect(new URLSearchParams(text).get("token_type")).toBe("Bearer");
  const plain = await answerTo("JSON called text");
  expect([plain.headers.get("content-type"), JSON.parse(plain.text).token_type]).toEqual(["text/plain", "Bearer"]);
});

test("a body of 50 MB is good JSON, and a client that leaves it ends it", async () => {
  expect(String((await membersOf("50 MB body"))["padding"])).toHaveLength(50_000_000);
  provider.script("50 MB body");
  await (await ask()).body?.cancel();
  expect((await ask()).status).toBe(200);
});

test("a gzip bomb is small on the wire and 1 GB when unpacked", async () => {
  provider.script("gzip bomb");
  const message = await askRaw();
  expect(message.headers["content-encoding"]).toBe("gzip");
  let [packed, unpacked] = [0, 0];
  message.on("data", (chunk: Buffer) => {
    packed += chunk.length;
  });
  for await (const chunk of message.pipe(createGunzip())) unpacked += chunk.length;
  expect(packed).toBeLessThan(1_100_000);
  expect(unpacked).toBe(1_000_000_000);
});

test("slow headers come late, a slow body comes in pieces", async () => {
  provider.script({ behaviour: "slow headers", ms: 150 });
  const started = performance.now();
  expect((await ask()).status).toBe(200);
  expect(performance.now() - started).toBeGreaterThan(140);

  provider.script({ behaviour: "slow body", ms: 150 });
  const message = await askRaw();
  const headersAt = performance.now();
  let pieces = 0;
  for await (const _ of message) pieces += 1;
  expect(performance.now() - headersAt).toBeGreaterThan(80);
  expect(pieces).toBeGreaterThan(3);
});

test("a held answer waits to be released, and its tokens are older than those given meanwhile", async () => {
  provider.script("held");
  const late = ask();
  await expect.poll(() => provider.requests().length).toBe(1);
  const meanwhile = (await (await ask()).json()) as { access_token: string };
  provider.release();
  const answer = (await (await late).json()) as { access_token: string };
  expect(numberOf(answer.access_token)).toBeLessThan(numberOf(meanwhile.access_token));
});

test("a request that is never answered ends with the client's own patience, or with the provider", async () => {
  provider.script("never answers", "never answers");
  const impatient = fetch(provider.tokenUrl, { method: "POST", signal: AbortSignal.timeout(50) });
  await expect(impatient).rejects.toThrow("timeout");
  const patient = ask().then(
    () => "answered",
    () => "ended",
  );
  await expect.poll(() => provider.requests().length).toBe(2);
  await provider.close();
  expect(await patient).toBe("ended");
  provider = await startHostileProvider();
});

test("a connection is reset before the headers, before the body, and inside it", async () => {
  provider.script("reset before the headers");
  await expect(askRaw()).rejects.toMatchObject({ code: "ECONNRESET" });

  for (const [behaviour, least] of [
    ["reset before the body", 0],
    ["reset inside the body", 1],
  ] as const) {
    provider.script(behaviour);
    const message = await askRaw();
    let received = 0;
    message.on("data", (chunk: Buffer) => {
      received += chunk.length;
    });
    await expect(once(message, "end")).rejects.toMatchObject({ code: "ECONNRESET" });
    expect(received).toBeGreaterThanOrEqual(least);
    expect(received).toBeLessThan(Number(message.headers["content-length"]));
  }
});

test("redirects keep method and body, and lead in circles, to a metadata address, to another origin", async () => {
  provider.script("redirect to itself");
  await expect(fetch(provider.tokenUrl, { method: "POST", body: new URLSearchParams(form) })).rejects.toThrow();
  expect(provider.requests().length).toBeGreaterThan(5);
  expect(provider.requests().at(-1)?.form["refresh_token"]).toBe("old");
  const metadata = await answerTo("redirect to a metadata address");
  expect([metadata.status, metadata.headers.get("location")]).toEqual([
    307,
    "http://169.254.169.254/latest/meta-data/",
  ]);
  expect((await answerTo("redirect to another origin")).headers.get("location")).toBe("http://other.example/token");
});

test("a code is good once", async () => {
  const exchange = { grant_type: "authorization_code", code: await codeFromRedirect() };
  expect((await ask(exchange)).status).toBe(200);
  const again = await ask(exchange);
  expect([again.status, await again.json()]).toMatchObject([400, { error: "invalid_grant" }]);
});

test("a code is used up by an answer that was lost, and not by a refusal", async () => {
  const lost = { grant_type: "authorization_code", code: await codeFromRedirect() };
  provider.script("reset before the headers");
  await expect(ask(lost)).rejects.toThrow();
  expect((await ask(lost)).status).toBe(400);
  const refused = { grant_type: "authorization_code", code: await codeFromRedirect() };
  provider.script("503 with HTML");
  await ask(refused);
  expect((await ask(refused)).status).toBe(200);
});

test("the redirect carries a code, the state and the issuer, or what is chosen in their place", async () => {
  const good = await redirect("one");
  expect(Object.fromEntries(good)).toEqual({ code: expect.any(String), state: "one", iss: provider.origin });

  provider.scriptRedirects("denied", "wrong iss", "no iss", "state swapped", "no state", "no code");
  expect(Object.fromEntries(await redirect("denied"))).toMatchObject({ error: "access_denied", state: "denied" });
  expect((await redirect("x")).get("iss")).toBe("https://evil.example");
  expect((await redirect("before")).has("iss")).toBe(false);
  expect((await redirect("swapped")).get("state")).toBe("before");
  expect((await redirect("x")).has("state")).toBe(false);
  const bare = await redirect("x");
  expect([bare.has("code"), bare.has("error")]).toEqual([false, false]);

  provider.scriptRedirects({ code: "mine", state: "theirs", iss: "https://a.example" });
  expect(Object.fromEntries(await redirect("x"))).toEqual({ code: "mine", state: "theirs", iss: "https://a.example" });
});

test("a code comes a second time with the next state", async () => {
  const first = (await redirect("one")).get("code");
  provider.scriptRedirects("code used twice");
  expect(Object.fromEntries(await redirect("two"))).toMatchObject({ code: first, state: "two" });
});

test("an authorization request without an address to go back to is refused", async () => {
  expect((await fetch(`${provider.authorizationUrl}?state=x`)).status).toBe(400);
});

test("after each behaviour the next answer is good", async () => {
  for (const behaviour of Object.keys(behaviours) as BehaviourName[]) {
    provider.script({ behaviour, ms: 1 });
    const signal = AbortSignal.timeout(200);
    const body = new URLSearchParams(form);
    await fetch(provider.tokenUrl, { method: "POST", body, redirect: "manual", signal }).then(
      (response) => response.body?.cancel(),
      () => undefined, // its fault, seen above
    );
    expect((await ask()).status, behaviour).toBe(200);
  }
});

async function redirect(state: string): Promise<URLSearchParams> {
  const query = new URLSearchParams({ redirect_uri: "http://localhost:1/back", state, response_type: "code" });
  const response = await fetch(`${provider.authorizationUrl}?${query}`, { redirect: "manual" });
  expect(response.status).toBe(302);
  return new URL(response.headers.get("location") ?? "").searchParams;
}

async function codeFromRedirect(): Promise<string> {
  return (await redirect("state")).get("code") ?? "";
}

function numberOf(token: string): number {
  return Number(token.split("-")[1]);
}

/** A request that shows what happens on the wire, not what `fetch` makes of it. */
async function askRaw(): Promise<IncomingMessage> {
  const sent = request(provider.tokenUrl, { method: "POST", agent: false });
  sent.end(new URLSearchParams(form).toString());
  const [message] = (await once(sent, "response")) as [IncomingMessage];
  sent.on("error", () => {}); // told to the message as well
  return message;
}
