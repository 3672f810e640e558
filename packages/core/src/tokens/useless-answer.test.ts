import { readTokenSecrets } from "@grantry/db";
import { startDeployment, startTokenEndpoint } from "@grantry/testing";
import { forEachTest } from "@grantry/testing/for-each-test";
import { beforeEach, expect, test } from "vitest";
import { authorizedMailbox, storedToken } from "../testing/mailbox.ts";
import { getDocument, replaceDocument } from "../token-configs/edit-document.ts";
import { accessTokenFor } from "./access-token-for.ts";
import { requestToken } from "./request-token.ts";

// Answers whose access token is of no use although they rotated the refresh token: that one is the grant, and is kept.

const endpoint = forEachTest(startTokenEndpoint);
const deployment = forEachTest(startDeployment);

const HOUR_MS = 3_600_000;
const mail = "https://mail.example/read";
const json = (body: object, status = 200) => ({ status, body: JSON.stringify(body) });
const elsewhere = (rotated?: string) =>
  json({ access_token: "at-elsewhere", refresh_token: rotated, scope: "User.Read", expires_in: 7200 });
const forMail = json({ access_token: "at-mail", scope: mail, expires_in: 3600 });

beforeEach(async () => {
  await authorizedMailbox(deployment, endpoint, { scope: mail });
  endpoint.answerNext(json({ access_token: "at-0", refresh_token: "rt-0", scope: mail, expires_in: 3600 }));
  await refresh();
});

const inRefreshRequest = { client_id: "ClientID", client_secret: "ClientSecret", refresh_token: "RefreshToken" };

/** Whether the document's own refresh request names the scope. */
async function scopeInRefresh(sent: boolean): Promise<void> {
  const mapping = sent ? { ...inRefreshRequest, scope: "Scope" } : inRefreshRequest;
  const { document, version: readVersion } = await getDocument(deployment.ctx, "Mailbox");
  const text = JSON.stringify(document, (key, value) =>
    key === "TokenByRefreshToken"
      ? { ...value, Request: { ...value.Request, AutofilledParametersMapping: mapping } }
      : value,
  );
  await replaceDocument(deployment.ctx, "Mailbox", { document: JSON.parse(text), readVersion });
}

const refresh = () => requestToken(deployment.ctx, "Mailbox", "refresh_token");
const give = async () => (await accessTokenFor(deployment.ctx, "Mailbox")).accessToken;

async function kept() {
  const { db, platform } = deployment;
  const { configId, generation, leaseUntil, error, scope } = await storedToken(deployment, "Mailbox");
  const { accessToken, refreshToken, keptAside } = await readTokenSecrets(db, platform.keys, configId, platform.now());
  return {
    access: accessToken?.reveal(),
    refresh: refreshToken?.reveal(),
    aside: keptAside.map((token) => token.refreshToken.reveal()),
    failure: JSON.parse(error ?? "null"),
    generation,
    leaseUntil,
    scope,
  };
}

const refreshTokensSent = (last: number) => endpoint.requests.slice(-last).map((sent) => sent.get("refresh_token"));

test("a token for another resource is not taken, what rotated is, and the one before is still given out", async () => {
  await scopeInRefresh(true);
  endpoint.answerNext(elsewhere("rt-1"));
  await expect(refresh()).rejects.toMatchObject({ slug: "needs-settings" });
  expect(await kept()).toMatchObject({
    access: "at-0",
    refresh: "rt-1",
    aside: ["rt-0"],
    failure: { class: "config", explanation: "other-resource", description: "User.Read" },
    leaseUntil: null,
    scope: mail,
  });
  expect(await give()).toBe("at-0");
  deployment.pass(2 * HOUR_MS);
  await expect(give()).rejects.toMatchObject({ slug: "needs-settings" });
  endpoint.answerNext(forMail);
  await refresh();
  expect(refreshTokensSent(1)).toEqual(["rt-1"]);
  expect(await give()).toBe("at-mail");
});

test.each<[string, object, string]>([
  ["the scope heals it", forMail, "at-mail"],
  ["the scope is refused", json({ error: "invalid_scope" }, 400), "at-0"],
  ["the provider is busy", json({}, 503), "at-0"],
  ["the answer is lost", { status: 200, lost: true }, "at-0"],
  ["the answer is for another resource again", elsewhere(), "at-0"],
])("where the request did not name the scope, it is asked once more with it: %s", async (_, second, access) => {
  await scopeInRefresh(false);
  endpoint.answerNext(elsewhere("rt-1"));
  endpoint.answerNext(second as Parameters<typeof endpoint.answerNext>[0]);
  await refresh().catch(() => undefined);
  expect(refreshTokensSent(2)).toEqual(["rt-0", "rt-1"]);
  expect(endpoint.requests.slice(-2).map((sent) => sent.get("scope"))).toEqual([null, mail]);
  expect(await kept()).toMatchObject({ access, refresh: "rt-1", leaseUntil: null });
  expect(await give()).toBe(access);
});

test("what rotated is stored before the second request is sent", async () => {
  await scopeInRefresh(false);
  endpoint.answerNext(elsewhere("rt-1"));
  endpoint.answerNext(forMail);
  endpoint.holdNext().release();
  const second = endpoint.holdNext();
  const refreshing = refresh();
  await second.arrived;
  expect(await kept()).toMatchObject({ access: "at-0", refresh: "rt-1" });
  second.release();
  await refreshing;
  expect(await kept()).toMatchObject({ access: "at-mail", refresh: "rt-1" });
});

test.each([
  ["no access token", { refresh_token: "rt-1" }],
  ["a token of a type that cannot be used", { access_token: "at-1", token_type: "DPoP", refresh_token: "rt-1" }],
])("a refresh token beside %s is kept", async (_, body) => {
  endpoint.answerNext(json(body));
  await refresh().catch(() => undefined);
  expect(await kept()).toMatchObject({ access: "at-0", refresh: "rt-1" });
});

test("after an edit of the scope, the scope before says nothing of the token that comes", async () => {
  const { document, version: readVersion } = await getDocument(deployment.ctx, "Mailbox");
  await replaceDocument(deployment.ctx, "Mailbox", { document: { ...document, Scope: "calendar" }, readVersion });
  endpoint.answerNext(json({ access_token: "at-calendar", scope: "cal.all", expires_in: 3600 }));
  await refresh();
  expect(await give()).toBe("at-calendar");
});
