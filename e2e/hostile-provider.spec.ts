import { expect, test } from "@playwright/test";
import { Api } from "./support/api.ts";
import type { BehaviourName } from "./support/hostile-provider/behaviours.ts";
import { type HostileProvider, startHostileProvider } from "./support/hostile-provider/hostile-provider.ts";
import { type Product, startProduct } from "./support/product.ts";

/** Answers that give a token, however oddly. */
const taken: readonly BehaviourName[] = [
  "same refresh token",
  "no refresh token",
  "less scope",
  "no scope",
  "expires_in as a string",
  "negative expires_in",
  "huge expires_in",
  "no expires_in",
  "expires_in that is no number",
  "token_type in odd case",
  "no token_type",
  "form-encoded",
  "JSON called text",
  "duplicate members",
];

/** Answers that give none: what the caller is told, and the words that explain it. */
const refused: readonly (readonly [BehaviourName, string, RegExp])[] = [
  ["invalid_grant", "needs-authorization", /withdrawn/],
  ["error with 200", "needs-authorization", /withdrawn/],
  ["error beside a token", "needs-authorization", /withdrawn/],
  ["invalid_client", "needs-settings", /client ID and secret/],
  ["invalid_client with 401", "needs-settings", /client ID and secret/],
  ["unauthorized_client", "needs-settings", /does not allow this grant/],
  ["unsupported_grant_type", "needs-settings", /does not take this grant/],
  ["invalid_scope", "needs-settings", /scope/],
  ["redirect to itself", "needs-settings", /leads elsewhere/],
  ["redirect to a metadata address", "needs-settings", /leads elsewhere/],
  ["redirect to another origin", "needs-settings", /leads elsewhere/],
  ["unknown token_type", "needs-settings", /type mac/],
  ["temporarily_unavailable", "provider-refused", /busy or out of order/],
  ["500 with HTML", "provider-refused", /busy or out of order/],
  ["502 with HTML", "provider-refused", /a web page/],
  ["503 with HTML", "provider-refused", /busy or out of order/],
  ["429", "provider-refused", /busy or out of order/],
  ["429 with Retry-After", "provider-refused", /busy or out of order/],
  ["429 with a date in Retry-After", "provider-refused", /busy or out of order/],
  ["503 with Retry-After", "provider-refused", /busy or out of order/],
  ["200 with HTML", "provider-refused", /a web page/],
  ["403 with HTML", "provider-refused", /a web page/],
  ["empty body", "provider-refused", /is empty/],
  ["50 MB body", "provider-refused", /far too large/],
  ["gzip bomb", "provider-refused", /far too large/],
  ["cut JSON", "provider-refused", /cannot be read/],
  ["invalid UTF-8", "provider-refused", /no access token/],
  ["[]", "provider-refused", /cannot be read/],
  ["null", "provider-refused", /cannot be read/],
  ["a string", "provider-refused", /cannot be read/],
  ["no access token", "provider-refused", /no access token/],
  ["empty access token", "provider-refused", /no access token/],
  ["access token that is no string", "provider-refused", /no access token/],
  ["never answers", "provider-refused", /in time/],
  ["slow headers", "provider-refused", /in time/],
  ["slow body", "provider-refused", /in time/],
  ["reset before the headers", "provider-refused", /broke the connection off|cannot be reached/],
  ["reset before the body", "provider-refused", /broke the connection off|cannot be reached/],
  ["reset inside the body", "provider-refused", /broke the connection off|cannot be reached/],
];

let product: Product;
let provider: HostileProvider;
let api: Api;

test.beforeAll(async () => {
  product = await startProduct({ accessTokenSeconds: 600 });
  provider = await startHostileProvider();
  expect((await product.console(["setting", "set", "WebUserAgent::Timeout", "2"])).code).toBe(0);
  api = await Api.of(product);
});
test.afterAll(async () => {
  await product.stop();
  await provider.close();
});

const ask: Api["ask"] = (...asked) => api.ask(...asked);

/** A configuration at the hostile provider, authorized as a browser does it. */
async function authorized(name: string): Promise<void> {
  await api.configure(provider, name);
  expect(await api.authorize(name)).toContain("Authorized");
}

const request = (name: string) => ask("POST", `/token-configs/${name}/token-requests`, { grant: "refresh_token" });

async function obtainedAt(name: string): Promise<number> {
  const { token } = await (await ask("GET", `/token-configs/${name}`)).json();
  return Date.parse(token.accessTokenObtainedAt);
}

for (const [index, behaviour] of taken.entries()) {
  test(`“${behaviour}”: the token is taken, and renewed after it`, async () => {
    const name = `takes ${index}`;
    await authorized(name);
    const before = await obtainedAt(name);
    provider.script(behaviour);
    const answer = await request(name);
    expect(answer.status, await answer.text()).toBe(200);
    const after = await obtainedAt(name);
    expect(after).toBeGreaterThan(before);
    expect((await request(name)).status).toBe(200);
    expect(await obtainedAt(name)).toBeGreaterThan(after);
  });
}

for (const [index, [behaviour, slug, words]] of refused.entries()) {
  test(`“${behaviour}”: explained, nothing lost, the next good answer heals`, async () => {
    const name = `refuses ${index}`;
    await authorized(name);
    const before = await obtainedAt(name);
    provider.script(behaviour);
    const problem = await (await request(name)).json();
    expect(problem).toMatchObject({ type: `urn:grantry:problem:${slug}` });
    expect(problem.detail).toMatch(words);
    expect(problem.action).not.toBe("");
    const { token } = await (await ask("GET", `/token-configs/${name}`)).json();
    expect(token.lastError.title).toMatch(words);
    expect(Date.parse(token.accessTokenExpiresAt)).toBeGreaterThan(Date.now());
    expect((await ask("GET", `/access-tokens/${name}`)).status).toBe(200);
    expect((await request(name)).status).toBe(200);
    expect(await obtainedAt(name)).toBeGreaterThan(before);
  });
}

test("the console prints a failure in the words of the API", async () => {
  await authorized("console");
  const console = () => product.console(["token", "request", "console", "--grant", "refresh_token"]);
  provider.script("invalid_client");
  const { title, detail, action } = await (await request("console")).json();
  provider.script("invalid_client");
  const printed = await console();
  expect(printed).toMatchObject({ code: 1, stdout: "", stderr: `error: ${title}. ${detail}\n${action}\n` });
  expect((await console()).code).toBe(0);
});

for (const [index, behaviour] of taken.entries()) {
  test(`“${behaviour}” for a code: the grant is taken, and renewed after it`, async () => {
    const name = `grants ${index}`;
    await api.configure(provider, name);
    provider.script(behaviour);
    expect(await api.authorize(name)).toContain("Authorized");
    expect((await ask("GET", `/access-tokens/${name}`)).status).toBe(200);
    expect((await request(name)).status).toBe(behaviour === "no refresh token" ? 409 : 200);
  });
}

/** A refused grant, told of a code. */
const saidOfCode = /refused the code of this sign-in/;

for (const [index, [behaviour, slug, words]] of refused.entries()) {
  test(`“${behaviour}” for a code: explained, the former grant works on, the next consent heals`, async () => {
    const name = `consents ${index}`;
    await authorized(name);
    const before = await obtainedAt(name);
    provider.script(behaviour);
    const page = await api.authorize(name);
    expect(page).not.toContain("Authorized");
    expect(page).toMatch(slug === "needs-authorization" ? saidOfCode : words);
    expect(await obtainedAt(name)).toBe(before);
    expect((await ask("GET", `/access-tokens/${name}`)).status).toBe(200);
    expect((await request(name)).status).toBe(200);
    expect(await api.authorize(name)).toContain("Authorized");
  });
}

test("no answer's secrets are in the log", () => {
  expect(product.output()).not.toContain("the-client-secret");
  for (const { form } of provider.requests()) {
    for (const name of ["code", "refresh_token", "code_verifier"]) {
      const secret = form[name];
      if (secret) expect(product.output()).not.toContain(secret);
    }
  }
});
