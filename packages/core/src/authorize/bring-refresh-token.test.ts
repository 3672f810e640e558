import { readTokenSecrets } from "@grantry/db";
import { ProblemError, secret } from "@grantry/schema";
import { startDeployment, startTokenEndpoint } from "@grantry/testing";
import { forEachTest } from "@grantry/testing/for-each-test";
import { expect, test } from "vitest";
import { authorizedMailbox, mailboxInput, storedToken } from "../testing/mailbox.ts";
import { createTokenConfig } from "../token-configs/create.ts";
import { getDocument, replaceDocument } from "../token-configs/edit-document.ts";
import { accessTokenFor } from "../tokens/access-token-for.ts";
import { requestToken } from "../tokens/request-token.ts";
import { bringRefreshToken } from "./bring-refresh-token.ts";

const endpoint = forEachTest(startTokenEndpoint);
const deployment = forEachTest(startDeployment);

const bring = (name: string, refreshToken: string) => bringRefreshToken(deployment.ctx, name, secret(refreshToken));

async function refreshTokenOf(name: string): Promise<string> {
  const { configId } = await storedToken(deployment, name);
  const { db, platform } = deployment;
  return (await readTokenSecrets(db, platform.keys, configId, platform.now())).refreshToken?.reveal() ?? "";
}

/** A refresh token of the same client that another program got. */
async function fromElsewhere(): Promise<string> {
  await authorizedMailbox(deployment, endpoint, { name: "Another program" });
  return refreshTokenOf("Another program");
}

async function slugOf(work: Promise<unknown>): Promise<string> {
  const thrown = await work.catch((error: unknown) => error);
  return thrown instanceof ProblemError ? thrown.slug : String(thrown);
}

test("a grant goes on from the refresh token alone, and is renewed from then on", async () => {
  const refreshToken = await fromElsewhere();
  await createTokenConfig(deployment.ctx, mailboxInput(endpoint));
  expect(await bring("Mailbox", refreshToken)).toMatchObject({
    status: "valid",
    refreshTokenStatus: "valid-without-date",
  });
  expect(endpoint.requests.at(-1)?.get("refresh_token")).toBe(refreshToken);
  const { accessToken } = await accessTokenFor(deployment.ctx, "Mailbox");
  await requestToken(deployment.ctx, "Mailbox", "refresh_token");
  expect((await accessTokenFor(deployment.ctx, "Mailbox")).accessToken).not.toBe(accessToken);
});

test("a provider that does not rotate: what was brought is kept", async () => {
  await createTokenConfig(deployment.ctx, mailboxInput(endpoint));
  endpoint.answerNext({ status: 200, body: '{"access_token":"at-1","expires_in":60}' });
  await bring("Mailbox", "rt-of-another-program");
  expect(await refreshTokenOf("Mailbox")).toBe("rt-of-another-program");
});

test("a token for another service is asked for again with the scope, and what rotated meanwhile is kept", async () => {
  await createTokenConfig(deployment.ctx, mailboxInput(endpoint, { scope: "mail" }));
  const { document, version: readVersion } = await getDocument(deployment.ctx, "Mailbox");
  const Grantry = { ...(document["Grantry"] as object), RequiredScopes: ["mail"] };
  await replaceDocument(deployment.ctx, "Mailbox", { document: { ...document, Grantry }, readVersion });
  const answers = [
    { access_token: "at-graph", scope: "User.Read", refresh_token: "rt-1" },
    { access_token: "at-mail", scope: "mail" },
  ];
  for (const answer of answers) endpoint.answerNext({ status: 200, body: JSON.stringify(answer) });
  await bring("Mailbox", "rt-of-another-program");
  expect(endpoint.requests.slice(-2).map((sent) => sent.get("refresh_token"))).toEqual([
    "rt-of-another-program",
    "rt-1",
  ]);
  expect(await refreshTokenOf("Mailbox")).toBe("rt-1");
  expect((await accessTokenFor(deployment.ctx, "Mailbox")).accessToken).toBe("at-mail");
});

test.each([
  ["refused", { status: 400, body: '{"error":"invalid_grant"}' }, "needs-authorization"],
  ["of another client", { status: 400, body: '{"error":"invalid_client"}' }, "needs-settings"],
  ["not answered", { status: 503 }, "provider-refused"],
])("what is %s leaves the grant that is here as it was", async (_what, answer, slug) => {
  await authorizedMailbox(deployment, endpoint);
  const before = await refreshTokenOf("Mailbox");
  endpoint.answerNext(answer);
  expect(await slugOf(bring("Mailbox", "rt-of-another-program"))).toBe(slug);
  expect(await refreshTokenOf("Mailbox")).toBe(before);
  expect(await storedToken(deployment, "Mailbox")).toMatchObject({ error: null, leaseUntil: null });
  expect((await requestToken(deployment.ctx, "Mailbox", "refresh_token")).status).toBe("valid");
  expect(deployment.log.join()).not.toContain("rt-of-another-program");
});

test("another account's is kept out, as at the browser", async () => {
  await authorizedMailbox(deployment, endpoint);
  const { tokenConfig } = await createTokenConfig(
    deployment.ctx,
    mailboxInput(endpoint, { name: "Named", expectedAccount: "desk@example.com" }),
  );
  const claims = Buffer.from('{"email":"boss@example.com"}').toString("base64url");
  const body = JSON.stringify({ access_token: "at-1", id_token: `e30.${claims}.` });
  endpoint.answerNext({ status: 200, body });
  expect(await slugOf(bring(tokenConfig.id, "rt-1"))).toBe("wrong-account");
  expect((await storedToken(deployment, "Named")).hasRefreshToken).toBe(false);
});

test("a configuration that names no renewal takes none", async () => {
  await createTokenConfig(deployment.ctx, mailboxInput(endpoint, { refreshUrl: "" }));
  expect(await slugOf(bring("Mailbox", "rt-1"))).toBe("grant-takes-no-refresh-token");
});
