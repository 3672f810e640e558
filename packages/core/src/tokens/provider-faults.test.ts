import { readTokenSecrets } from "@grantry/db";
import { startDeployment, startTokenEndpoint, type TokenEndpoint } from "@grantry/testing";
import { forEachTest } from "@grantry/testing/for-each-test";
import { beforeEach, describe, expect, test } from "vitest";
import { authorize, authorizedMailbox, mailboxInput, storedToken } from "../testing/mailbox.ts";
import { createTokenConfig } from "../token-configs/create.ts";
import { updateTokenConfig } from "../token-configs/update.ts";
import { accessTokenFor } from "./access-token-for.ts";
import { requestToken } from "./request-token.ts";

// What goes wrong between us and a token endpoint, fault by fault: its class, its words, and that nothing stored is lost.

const endpoint = forEachTest(startTokenEndpoint);
const deployment = forEachTest(startDeployment);
beforeEach(() => authorizedMailbox(deployment, endpoint));

type Answer = Parameters<TokenEndpoint["answerNext"]>[0];

const HOUR_MS = 3_600_000;
const json = (members: object, more: Partial<Answer> = {}): Answer => ({
  status: 200,
  body: JSON.stringify(members),
  ...more,
});
const good = { access_token: "at-new", token_type: "Bearer", expires_in: 3600 };
const page = (status: number): Answer => ({
  status,
  body: "<!doctype html><title>Sign in to the hotel's Wi-Fi</title>",
  headers: { "content-type": "text/html" },
});

const stored = () => storedToken(deployment, "Mailbox");

async function secretsOf() {
  const { configId } = await stored();
  const { db, platform } = deployment;
  const { accessToken, refreshToken } = await readTokenSecrets(db, platform.keys, configId, platform.now());
  return { accessToken: accessToken?.reveal(), refreshToken: refreshToken?.reveal() };
}

async function refreshedWith(...answers: Answer[]) {
  for (const answer of answers) endpoint.answerNext(answer);
  await requestToken(deployment.ctx, "Mailbox", "refresh_token").catch(() => undefined);
  const { error, nextAttemptAt, ...token } = await stored();
  return { ...token, nextAttemptAt, failure: error === null ? null : JSON.parse(error) };
}

describe("a fault brings no token, and costs none", () => {
  test.each<[string, Answer[], { class: string; explanation: string } & Record<string, unknown>]>([
    [
      "timeout or cut after the request was sent",
      [{ status: 200, lost: true }],
      { class: "transient", explanation: "unreachable" },
    ],
    [
      "HTTP 429",
      [{ status: 429, headers: { "retry-after": "90" } }],
      { class: "transient", explanation: "provider-busy", retryAfterSeconds: 90 },
    ],
    [
      "HTTP 503 with another error in the body",
      [json({ error: "invalid_client" }, { status: 503 })],
      { class: "transient", explanation: "provider-busy" },
    ],
    [
      "HTTP 503 with Retry-After and HTML",
      [{ ...page(503), headers: { "content-type": "text/html", "retry-after": "90" } }],
      { class: "transient", explanation: "provider-busy", retryAfterSeconds: 90 },
    ],
    [
      "HTTP 504 of a proxy that calls its text a page",
      [{ status: 504, body: "upstream timed out", headers: { "content-type": "text/html" } }],
      { class: "transient", explanation: "not-the-provider" },
    ],
    ["HTTP 500 with anything", [{ status: 500, body: "\u0000" }], { class: "transient", explanation: "provider-busy" }],
    [
      "HTTP 502 with HTML",
      [page(502)],
      { class: "transient", explanation: "not-the-provider", description: "Sign in to the hotel's Wi-Fi" },
    ],
    [
      "HTTP 200 with HTML",
      [page(200)],
      { class: "transient", explanation: "not-the-provider", description: "Sign in to the hotel's Wi-Fi" },
    ],
    [
      "a redirect",
      [{ status: 307, headers: { location: "https://elsewhere.example/token" } }],
      { class: "config", explanation: "redirected" },
    ],
    ["HTTP 200 with an error", [json({ error: "invalid_scope" })], { class: "config", explanation: "scope-refused" }],
    [
      "HTTP 200 with ok: false",
      [json({ ok: false, error: "x_unknown" })],
      { class: "transient", explanation: "unknown-refusal" },
    ],
    [
      "HTTP 403 with invalid_grant",
      [json({ error: "invalid_grant" }, { status: 403 })],
      { class: "reauth", explanation: "grant-withdrawn" },
    ],
    [
      "HTTP 401 with invalid_grant",
      [json({ error: "invalid_grant" }, { status: 401 })],
      { class: "reauth", explanation: "grant-withdrawn" },
    ],
    ["an empty body", [{ status: 200 }], { class: "transient", explanation: "answer-empty" }],
    ["HTTP 204", [{ status: 204 }], { class: "transient", explanation: "answer-empty" }],
    [
      "JSON that is no object, once",
      [{ status: 200, body: "[]" }],
      { class: "transient", explanation: "answer-unreadable" },
    ],
    [
      "JSON that is no object, again and again",
      Array(2).fill({ status: 200, body: "[]" }),
      { class: "config", explanation: "answer-unreadable" },
    ],
    [
      "JSON that is deeper than expected",
      [{ status: 200, body: `{"access_token":${"[".repeat(50_000)}${"]".repeat(50_000)}}` }],
      { class: "transient", explanation: "no-access-token" },
    ],
    ["no access token, once", [json({ token_type: "bearer" })], { class: "transient", explanation: "no-access-token" }],
    [
      "no access token, again and again",
      Array(2).fill(json({ token_type: "bearer" })),
      { class: "config", explanation: "no-access-token" },
    ],
    ["token_type DPoP", [json({ ...good, token_type: "DPoP" })], { class: "config", explanation: "token-type" }],
    [
      "an answer larger than is read",
      [json({ ...good, padding: "x".repeat(300_000) })],
      { class: "transient", explanation: "answer-too-large" },
    ],
  ])("%s", async (_title, answers, expected) => {
    const before = await secretsOf();
    for (const answer of answers.slice(1)) await refreshedWith(answer);
    const { failure } = await refreshedWith(...answers.slice(0, 1));
    expect(failure).toMatchObject(expected);
    expect(failure.host).toBe(new URL(endpoint.url).host);
    expect(await secretsOf()).toEqual(before);
    expect((await accessTokenFor(deployment.ctx, "Mailbox")).accessToken).toBe(before.accessToken);
  });

  test("refused connection: the host is named", async () => {
    await endpoint.close();
    const { failure } = await refreshedWith();
    expect(failure).toMatchObject({ class: "transient", explanation: "unreachable", host: new URL(endpoint.url).host });
  });

  test.each([
    ["seconds", "120", 120],
    ["a date", () => new Date(deployment.platform.now() + 120_000).toUTCString(), 120],
    ["far more than an hour", "86400", 3600],
  ])("Retry-After as %s is waited for, an hour at most", async (_form, value, seconds) => {
    const header = typeof value === "string" ? value : value();
    const { nextAttemptAt } = await refreshedWith({ status: 503, headers: { "retry-after": header } });
    const waits = ((nextAttemptAt ?? 0) - deployment.platform.now()) / 1000;
    expect(waits).toBeGreaterThan(seconds - 3);
    expect(waits).toBeLessThanOrEqual(seconds + 1);
  });
});

describe("an odd answer is taken for what it means", () => {
  test.each<[string, Answer, { scope?: string; seconds: number; source: string }]>([
    [
      "form-encoded",
      { status: 200, body: "access_token=at-new&token_type=bearer&expires_in=60" },
      { seconds: 60, source: "provider" },
    ],
    ["expires_in missing", json({ access_token: "at-new" }), { seconds: 3600, source: "assumed" }],
    ["expires_in as text", json({ ...good, expires_in: "3600" }), { seconds: 3600, source: "provider" }],
    ["expires_in zero", json({ ...good, expires_in: 0 }), { seconds: 3600, source: "assumed" }],
    ["expires_in above ten years", json({ ...good, expires_in: 4e11 }), { seconds: 3600, source: "assumed" }],
    ["expires_in in milliseconds", json({ ...good, expires_in: 86_400_000 }), { seconds: 3600, source: "assumed" }],
    ["token_type BEARER", json({ ...good, token_type: "BEARER" }), { seconds: 3600, source: "provider" }],
    ["token_type missing", json({ ...good, token_type: undefined }), { seconds: 3600, source: "provider" }],
    ["token_type N_A", json({ ...good, token_type: "N_A" }), { seconds: 3600, source: "provider" }],
    ["refresh token absent", json(good), { seconds: 3600, source: "provider" }],
    ["refresh token empty", json({ ...good, refresh_token: "" }), { seconds: 3600, source: "provider" }],
    [
      "scope as a list",
      json({ ...good, scope: ["mail", "calendar"] }),
      { scope: "mail calendar", seconds: 3600, source: "provider" },
    ],
    [
      "scope by commas",
      json({ ...good, scope: "mail,calendar" }),
      { scope: "mail calendar", seconds: 3600, source: "provider" },
    ],
  ])("%s", async (_title, answer, expected) => {
    const before = await secretsOf();
    const token = await refreshedWith(answer);
    expect(token.failure).toBeNull();
    expect(await secretsOf()).toEqual({ accessToken: "at-new", refreshToken: before.refreshToken });
    const seconds = ((token.accessExpiresAt ?? 0) - (token.accessObtainedAt ?? 0)) / 1000;
    expect(seconds).toBe(expected.seconds);
    expect(token.accessExpirySource).toBe(expected.source);
    expect(token.scope).toBe(expected.scope ?? null);
  });

  test.each([
    ["seconds", (at: number) => at / 1000],
    ["milliseconds", (at: number) => at],
    ["a date", (at: number) => new Date(at).toISOString()],
  ])("an instant in place of expires_in, as %s", async (_form, write) => {
    const until = Math.floor(deployment.platform.now() / 1000) * 1000 + 2 * HOUR_MS;
    const { accessExpiresAt } = await refreshedWith(json({ access_token: "at-new", expires_at: write(until) }));
    expect(Math.abs((accessExpiresAt ?? 0) - until)).toBeLessThan(2_000);
  });

  test("a new refresh token replaces the old one in the same write, and the old one is kept aside", async () => {
    const before = await secretsOf();
    await refreshedWith(json({ ...good, refresh_token: "rt-new", refresh_token_expires_in: 86_400 }));
    expect(await secretsOf()).toEqual({ accessToken: "at-new", refreshToken: "rt-new" });
    const { configId, refreshExpiresAt, accessObtainedAt } = await stored();
    const { keptAside } = await readTokenSecrets(
      deployment.db,
      deployment.platform.keys,
      configId,
      deployment.platform.now(),
    );
    expect(keptAside.map(({ refreshToken }) => refreshToken.reveal())).toEqual([before.refreshToken]);
    expect((refreshExpiresAt ?? 0) - (accessObtainedAt ?? 0)).toBe(24 * HOUR_MS);
  });

  test("a refresh token's end that was counted down is not moved by an answer without one", async () => {
    await refreshedWith(json({ ...good, refresh_token_expires_in: 86_400 }));
    const { refreshExpiresAt } = await stored();
    deployment.pass(HOUR_MS);
    await refreshedWith(json(good));
    expect((await stored()).refreshExpiresAt).toBe(refreshExpiresAt);
  });
});

test("no refresh token with the first grant: it is told, and an older one stays", async () => {
  await createTokenConfig(deployment.ctx, mailboxInput(endpoint, { name: "Hourly" }));
  endpoint.answerNext(json(good));
  await authorize(deployment, "Hourly");
  expect((await storedToken(deployment, "Hourly")).hasRefreshToken).toBe(false);
  const { refreshToken } = await secretsOf();
  endpoint.answerNext(json(good));
  await authorize(deployment, "Mailbox");
  expect((await secretsOf()).refreshToken).toBe(refreshToken);
});

test("settings that were corrected after an error count at once, and the old error is gone", async () => {
  await refreshedWith(json({ error: "invalid_client" }, { status: 401 }));
  const another = await startTokenEndpoint();
  const input = mailboxInput(endpoint, { tokenUrl: another.url, refreshUrl: another.url });
  await updateTokenConfig(deployment.ctx, "Mailbox", { input, readVersion: 1 });
  expect((await stored()).error).toBeNull();
  await authorize(deployment, "Mailbox");
  expect(another.requests).toHaveLength(1);
  await another.close();
});
