import { readTokenSecrets } from "@grantry/db";
import { ProblemError } from "@grantry/schema";
import { startDeployment, startTokenEndpoint } from "@grantry/testing";
import { forEachTest } from "@grantry/testing/for-each-test";
import { beforeEach, describe, expect, test } from "vitest";
import { everyTick } from "../testing/every-tick.ts";
import { authorize, authorizedMailbox, mailboxInput, storedToken } from "../testing/mailbox.ts";
import { updateTokenConfig } from "../token-configs/update.ts";
import { accessTokenFor } from "./access-token-for.ts";
import { refreshDue } from "./refresh-due.ts";
import { requestToken } from "./request-token.ts";

const endpoint = forEachTest(startTokenEndpoint);
const deployment = forEachTest(startDeployment);
beforeEach(() => authorizedMailbox(deployment, endpoint));

const HOUR_MS = 3_600_000;
const asked = () => endpoint.requests.length;
const give = (of = deployment, minTtl?: number) => accessTokenFor(of.ctx, "Mailbox", minTtl);
const byHand = () => requestToken(deployment.ctx, "Mailbox", "refresh_token");
const stored = () => storedToken(deployment, "Mailbox");
const down = { status: 503, body: "<html>" };

async function slugOf(work: Promise<unknown>): Promise<string> {
  const thrown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  return thrown instanceof ProblemError ? thrown.slug : String(thrown);
}

describe("giving a token", () => {
  test("parity 38: gives the stored one while it is usable, and asks nobody", async () => {
    const before = asked();
    const [first, second] = [await give(), await give()];
    expect(first).toEqual(second);
    expect(asked()).toBe(before);
  });

  test("gives a due one at once and renews it after the response", async () => {
    const first = await give();
    deployment.pass(HOUR_MS - 200_000);
    expect(await give()).toEqual(first);
    await deployment.settled();
    expect((await give()).accessToken).not.toBe(first.accessToken);
  });

  test("parity 39: renews an expired one first", async () => {
    const first = await give();
    deployment.pass(HOUR_MS);
    const second = await give();
    expect(second.accessToken).not.toBe(first.accessToken);
    expect(Date.parse(second.expiresAt ?? "")).toBeGreaterThan(deployment.platform.now());
  });

  test.each([
    [30, 3_571, true],
    [30, 3_565, false],
    [600, 3_100, true],
    [600, 2_900, false],
    [86_400, 1_700, false],
    [86_400, 1_900, true],
  ])("asked for %i s more, after %i of 3600 s: renewed %s", async (minTtl, passed, renewed) => {
    const first = await give();
    deployment.pass(passed * 1000);
    expect((await give(deployment, minTtl)).accessToken !== first.accessToken).toBe(renewed);
  });

  test("a token of five seconds is given for half of them", async () => {
    endpoint.setLifetime(5);
    await byHand();
    const first = await give();
    deployment.pass(2_000);
    expect((await give()).accessToken).toBe(first.accessToken);
    await deployment.settled();
    deployment.pass(3_000);
    expect((await give()).accessToken).not.toBe(first.accessToken);
  });

  test("parity 43: a configuration that is not in use gives none", async () => {
    const input = mailboxInput(endpoint, { validity: "invalid-temporarily", clientSecret: undefined });
    await updateTokenConfig(deployment.ctx, "Mailbox", { input, readVersion: 1 });
    expect(await slugOf(give())).toBe("not-in-use");
  });

  test("waits for another host's request, and says so when that takes too long", async () => {
    deployment.pass(HOUR_MS);
    const until = deployment.platform.now() + 600_000;
    await deployment.db.client.execute({ sql: "UPDATE tokens SET lease_owner = 'x', lease_until = ?", args: [until] });
    const waiting = slugOf(give());
    await new Promise((resolve) => setTimeout(resolve, 60));
    deployment.pass(21_000);
    expect(await waiting).toBe("token-refresh-in-progress");
  });
});

describe("at most one request in flight", () => {
  test("parity 42: 64 callers on two hosts cause one, and all get the same token", async () => {
    const other = deployment.anotherHost();
    for (let round = 0; round < 3; round += 1) {
      deployment.pass(HOUR_MS);
      const before = asked();
      const given = await Promise.all(Array.from({ length: 64 }, (_, n) => give(n % 2 ? deployment : other)));
      expect(new Set(given.map(({ accessToken }) => accessToken)).size).toBe(1);
      expect(asked()).toBe(before + 1);
    }
  });
});

describe("what an answer changes", () => {
  test("without a refresh token the stored one stays (RFC 6749 §6)", async () => {
    endpoint.answerNext({ status: 200, body: JSON.stringify({ access_token: "plain", expires_in: "120" }) });
    await byHand();
    const token = await stored();
    expect(token.hasRefreshToken).toBe(true);
    expect((token.accessExpiresAt ?? 0) - (token.accessObtainedAt ?? 0)).toBe(120_000);
    expect((await give()).accessToken).toBe("plain");
    expect((await byHand()).status).toBe("valid");
  });

  test.each([
    ["missing", undefined],
    ["negative", -5],
    ["no number", '"soon"'],
  ])("parity 34: a lifetime that is %s counts as an hour, assumed", async (_title, expiresIn) => {
    const member = expiresIn === undefined ? "" : `,"expires_in":${expiresIn}`;
    endpoint.answerNext({ status: 200, body: `{"access_token":"plain"${member}}` });
    const view = await byHand();
    expect(view.accessTokenExpiryAssumed).toBe(true);
    const token = await stored();
    expect((token.accessExpiresAt ?? 0) - (token.accessObtainedAt ?? 0)).toBe(HOUR_MS);
  });
});

describe("a failure", () => {
  test("that heals by itself backs off, doubling, and leaves the token that still lives", async () => {
    const first = await give();
    const waits: number[] = [];
    for (let n = 0; n < 9; n += 1) {
      endpoint.answerNext(down);
      expect(await slugOf(byHand())).toBe("provider-refused");
      const { nextAttemptAt } = await stored();
      waits.push(((nextAttemptAt ?? 0) - deployment.platform.now()) / 1000);
    }
    expect((await give()).accessToken).toBe(first.accessToken);
    waits.forEach((wait, n) => {
      const plain = Math.min(30 * 2 ** n, 3600);
      expect(wait).toBeGreaterThan(plain * 0.79);
      expect(wait).toBeLessThan(plain * 1.21);
    });
  });

  test("pauses readers until its time has come, then heals", async () => {
    deployment.pass(HOUR_MS);
    endpoint.answerNext({ ...down, headers: { "retry-after": "100" } });
    expect(await slugOf(give())).toBe("provider-refused");
    const before = asked();
    expect(await slugOf(give())).toBe("token-refresh-paused");
    expect(asked()).toBe(before);
    deployment.pass(101_000);
    expect((await give()).accessToken).toMatch(/^access-/);
    expect((await stored()).error).toBeNull();
  });

  test("pauses readers for as long as the provider asked, whatever back-off has grown to", async () => {
    deployment.pass(HOUR_MS);
    for (let n = 0; n < 6; n += 1) {
      endpoint.answerNext({ status: 429, headers: { "retry-after": "60" } });
      await slugOf(byHand());
    }
    deployment.pass(50_000);
    expect(await slugOf(give())).toBe("token-refresh-paused");
    deployment.pass(11_000);
    expect((await give()).accessToken).toMatch(/^access-/);
  });

  test("is tried again by hand whatever the back-off says", async () => {
    endpoint.answerNext(down);
    await slugOf(byHand());
    expect((await byHand()).status).toBe("valid");
  });

  test.each([
    ["invalid_grant", "needs-authorization"],
    ["invalid_client", "needs-settings"],
    ["unauthorized_client", "needs-settings"],
    ["invalid_scope", "needs-settings"],
  ])("%s ends automatic attempts: %s; the refresh token is kept", async (error, slug) => {
    deployment.pass(HOUR_MS);
    endpoint.answerNext({ status: 400, body: JSON.stringify({ error }) });
    if (error === "invalid_grant") endpoint.answerNext({ status: 400, body: JSON.stringify({ error }) });
    expect(await slugOf(give())).toBe(slug);
    const before = asked();
    expect(await slugOf(give())).toBe(slug);
    expect(await refreshDue(deployment.ctx, everyTick)).toBe(0);
    expect(asked()).toBe(before);
    expect((await stored()).hasRefreshToken).toBe(true);
  });

  test("that we do not know heals twice, then the settings are to blame", async () => {
    const strange = { status: 400, body: JSON.stringify({ error: "x_strange" }) };
    const classes: (string | null)[] = [];
    for (let n = 0; n < 3; n += 1) {
      endpoint.answerNext(strange);
      await slugOf(byHand());
      classes.push((await stored()).errorClass);
    }
    expect(classes).toEqual(["transient", "transient", "config"]);
  });

  test("is forgotten by a new authorization", async () => {
    endpoint.answerNext({ status: 400, body: '{"error":"invalid_scope"}' });
    await slugOf(byHand());
    await authorize(deployment, "Mailbox");
    expect((await stored()).error).toBeNull();
    expect((await give()).accessToken).toMatch(/^access-/);
  });

  test("whose answer was lost on the way is told as that", async () => {
    deployment.pass(HOUR_MS);
    endpoint.answerNext({ status: 200, lost: true });
    await slugOf(give());
    deployment.pass(61_000);
    expect(await slugOf(give())).toBe("needs-authorization");
    expect(JSON.parse((await stored()).error ?? "{}").explanation).toBe("answer-lost");
  });
});

test("a refresh token kept aside is tried once before the grant is called dead", async () => {
  const { platform, db } = deployment;
  const { configId } = await stored();
  const { refreshToken } = await readTokenSecrets(db, platform.keys, configId, platform.now());
  await byHand();
  endpoint.answerNext({ status: 400, body: '{"error":"invalid_grant"}' });
  deployment.pass(HOUR_MS);
  const { keptAside } = await readTokenSecrets(db, platform.keys, configId, platform.now());
  expect(keptAside.map(({ refreshToken: kept }) => kept.reveal())).toEqual([refreshToken?.reveal()]);
  endpoint.answerNext({ status: 200, body: '{"access_token":"from-the-spare","refresh_token":"r9","expires_in":60}' });
  expect((await give()).accessToken).toBe("from-the-spare");
  expect(endpoint.requests.at(-1)?.get("refresh_token")).toBe(refreshToken?.reveal());
});
