import {
  accessTokenFor,
  createTokenConfig,
  type StartedAuthorization,
  startAuthorization,
  updateTokenConfig,
} from "@grantry/core";
import { type TokenConfigInput, tokenConfigInput } from "@grantry/schema";
import { startDeployment, startTokenEndpoint } from "@grantry/testing";
import { forAllTests } from "@grantry/testing/for-each-test";
import fc from "fast-check";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createCallback } from "./index.ts";

const endpoint = forAllTests(startTokenEndpoint);
const deployment = forAllTests(startDeployment);
let callback: ReturnType<typeof createCallback>;
let input: TokenConfigInput;
beforeAll(async () => {
  callback = createCallback({ contextOf: () => ({ db: deployment.db, platform: deployment.platform }) });
  input = tokenConfigInput.parse({
    name: "Mailbox",
    template: "custom",
    clientId: "the-client",
    clientSecret: "the-client-secret",
    scope: "mail",
    authorizationUrl: new URL("/authorize", endpoint.url).href,
    tokenUrl: endpoint.url,
    refreshUrl: endpoint.url,
  });
  await createTokenConfig(deployment.ctx, input);
});

let started: StartedAuthorization;
let state: string;
beforeEach(async () => {
  started = await startAuthorization(deployment.ctx, "Mailbox");
  state = started.authorizationUrl.searchParams.get("state") ?? "";
});

const address = "http://localhost:8080/grantry/get-oauth2-token-by-authorization-code";
const ownCookie = () => `${started.binding?.cookieName}=${started.binding?.value}`;

async function comeBack(query: string, init: { cookie?: string; language?: string; method?: string } = {}) {
  const { cookie = ownCookie(), language = "en", method = "GET" } = init;
  const answer = await callback.request(`${address}?${query}`, {
    method,
    headers: { ...(cookie && { cookie }), "accept-language": language },
  });
  const html = await answer.text();
  const [, title] = /<h1[^>]*>([^<]*)<\/h1>/.exec(html) ?? [];
  return { status: answer.status, html, title, headers: answer.headers };
}

describe("a redirect that fails says what happened, and leaves the token that is there", () => {
  test.each<[string, () => Promise<{ status: number; title: string | undefined }>, number, string]>([
    ["denied", () => comeBack(`error=access_denied&state=${state}`), 400, "The permission was declined."],
    ["no state", () => comeBack("code=good"), 404, "This sign-in was not started here"],
    ["an unknown state", () => comeBack(`code=good&state=${"A".repeat(43)}`), 404, "This sign-in was not started here"],
    ["nothing at all", () => comeBack(""), 404, "This sign-in was not started here"],
    ["no code", () => comeBack(`state=${state}`), 400, "The provider&#39;s answer has no code"],
    [
      "the same parameter twice",
      () => comeBack(`code=good&code=good&state=${state}`),
      400,
      "The provider&#39;s answer has no code",
    ],
    [
      "no cookie",
      () => comeBack(`code=good&state=${state}`, { cookie: "" }),
      403,
      "This is not the browser that started the sign-in",
    ],
    [
      "a cookie of another authorization",
      () => comeBack(`code=good&state=${state}`, { cookie: `${started.binding?.cookieName}=${"B".repeat(43)}` }),
      403,
      "This is not the browser that started the sign-in",
    ],
    [
      "a code that the provider refuses",
      () => comeBack(`code=bad&state=${state}`),
      400,
      "The provider refused the code of this sign-in.",
    ],
    [
      "a provider that is down",
      () => {
        endpoint.answerNext({ status: 503, body: "<html>", headers: { "content-type": "text/html" } });
        return comeBack(`code=good&state=${state}`);
      },
      502,
      "The provider is busy or out of order.",
    ],
    [
      "ten minutes and more",
      () => {
        deployment.pass(601_000);
        return comeBack(`code=good&state=${state}`);
      },
      400,
      "Coming back took longer than ten minutes",
    ],
    [
      "settings that were changed meanwhile",
      async () => {
        await changeScope("mail calendar");
        return comeBack(`code=good&state=${state}`);
      },
      409,
      "The configuration changed during the sign-in",
    ],
  ])("%s", async (_title, arrive, status, title) => {
    await grant();
    const before = await accessTokenFor(deployment.ctx, "Mailbox");
    const answer = await arrive();
    expect(answer).toMatchObject({ status, title });
    expect((await accessTokenFor(deployment.ctx, "Mailbox")).accessToken).toBe(before.accessToken);
  });
});

test("the same redirect twice, even at once, asks the provider once and tells both the same", async () => {
  const asked = endpoint.requests.length;
  const arrivals = await Promise.all(Array.from({ length: 5 }, () => comeBack(`code=good&state=${state}`)));
  expect(arrivals.map(({ title }) => title)).toEqual(Array(5).fill("Authorized"));
  expect(endpoint.requests.length).toBe(asked + 1);
  expect(await comeBack(`code=other&state=${state}`)).toMatchObject({ title: "This sign-in is already finished" });
  deployment.pass(3_600_000);
  expect(await comeBack(`code=good&state=${state}`)).toMatchObject({ status: 200, title: "Authorized" });
});

test("the code goes out with the redirect URI and the verifier that it was asked with", async () => {
  await comeBack(`code=good&state=${state}`);
  const sent = endpoint.requests.at(-1);
  expect(sent?.get("redirect_uri")).toBe(started.authorizationUrl.searchParams.get("redirect_uri"));
  expect(sent?.get("code_verifier")).toMatch(/^[\w.~-]{43,128}$/);
});

test("a redirect by POST is refused with the parameter that mends it", async () => {
  const answer = await comeBack(`code=good&state=${state}`, { method: "POST" });
  expect(answer.status).toBe(405);
  expect(answer.headers.get("allow")).toBe("GET");
  expect(answer.html).toContain("response_mode=query");
});

test("the page speaks the language in which the sign-in was started", async () => {
  started = await startAuthorization({ ...deployment.ctx, language: "de" }, "Mailbox");
  state = started.authorizationUrl.searchParams.get("state") ?? "";
  const { html } = await comeBack(`error=access_denied&state=${state}`, { language: "en" });
  expect(html).toContain('lang="de"');
});

test("the page loads nothing, cannot be framed or kept, and does not pass its address on", async () => {
  const { headers } = await comeBack(`error=access_denied&state=${state}`);
  expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'; .*frame-ancestors 'none'$/);
  expect(headers.get("cache-control")).toBe("no-store");
  expect(headers.get("referrer-policy")).toBe("no-referrer");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
});

test("whatever the provider says stays text on the page", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "binary", maxLength: 60 }), async (words) => {
      const fresh = await startAuthorization(deployment.ctx, "Mailbox");
      const query = new URLSearchParams({
        error: "access_denied",
        error_description: `<img src=x onerror=alert(1)>${words}</script><script>`,
        state: fresh.authorizationUrl.searchParams.get("state") ?? "",
      });
      const cookie = `${fresh.binding?.cookieName}=${fresh.binding?.value}`;
      const { html } = await comeBack(query.toString(), { cookie });
      expect(html).not.toContain("<img");
      expect(html.match(/<script/g) ?? []).toHaveLength(html.includes("<script nonce=") ? 1 : 0);
    }),
    { numRuns: 25 },
  );
});

async function grant(): Promise<void> {
  const [own, ownState] = [started, state];
  started = await startAuthorization(deployment.ctx, "Mailbox");
  await comeBack(`code=good&state=${started.authorizationUrl.searchParams.get("state")}`);
  [started, state] = [own, ownState];
}

async function changeScope(scope: string): Promise<void> {
  const { rows } = await deployment.db.client.execute("SELECT version FROM token_configs");
  await updateTokenConfig(deployment.ctx, "Mailbox", {
    input: { ...input, clientSecret: undefined, scope },
    readVersion: Number(rows[0]?.["version"]),
  });
}
