import { readTokenSecrets } from "@grantry/db";
import { startDeployment, startTokenEndpoint } from "@grantry/testing";
import { forEachTest } from "@grantry/testing/for-each-test";
import { expect, test } from "vitest";
import { mailboxInput, storedToken } from "../testing/mailbox.ts";
import { createTokenConfig } from "../token-configs/create.ts";
import { tokenHistory } from "../tokens/history.ts";
import { completeAuthorization } from "./complete-authorization.ts";
import { startAuthorization } from "./start-authorization.ts";

const endpoint = forEachTest(startTokenEndpoint);
const deployment = forEachTest(startDeployment);

const expectedAccount = "support@example.com";
const idTokenOf = (claims: object) => `e30.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.s`;

async function signedIn(claims: object | null, accessToken = "at-1") {
  const { authorizationUrl, binding } = await startAuthorization(deployment.ctx, "Mailbox");
  const answer = { access_token: accessToken, refresh_token: `rt-${accessToken}`, expires_in: 3600 };
  endpoint.answerNext({
    status: 200,
    body: JSON.stringify({ ...answer, ...(claims && { id_token: idTokenOf(claims) }) }),
  });
  const query = new URLSearchParams({ code: "good", state: authorizationUrl.searchParams.get("state") ?? "" });
  return completeAuthorization(deployment.ctx, { query, cookie: () => binding?.value });
}

async function accessToken() {
  const { db, platform } = deployment;
  const { configId } = await storedToken(deployment, "Mailbox");
  return (await readTokenSecrets(db, platform.keys, configId, platform.now())).accessToken?.reveal();
}

test("another account than the expected one is kept out, told with both names, and the token before stays", async () => {
  await createTokenConfig(deployment.ctx, mailboxInput(endpoint, { expectedAccount }));
  expect((await signedIn({ email: "Support@Example.com" })).succeeded).toBe(true);
  const report = await signedIn({ email: "private@example.net" }, "at-of-another");
  expect(report.succeeded).toBe(false);
  expect(report.detail).toContain("support@example.com was expected, private@example.net signed in.");
  expect(report.action).toContain("choose support@example.com");
  expect(await accessToken()).toBe("at-1");
  const [entry] = (await tokenHistory(deployment.ctx, "Mailbox", { limit: 1 })).items;
  expect(entry).toMatchObject({ kind: "authorization", outcome: "user", problem: { detail: report.detail } });
});

test("any of the names that the provider gives an account may be the expected one", async () => {
  await createTokenConfig(deployment.ctx, mailboxInput(endpoint, { expectedAccount }));
  expect((await signedIn({ email: "alias@example.com", upn: "support@example.com" })).succeeded).toBe(true);
});

test("where another account may authorize, as for a shared mailbox, it does", async () => {
  await createTokenConfig(deployment.ctx, mailboxInput(endpoint, { expectedAccount, otherAccountAllowed: true }));
  expect((await signedIn({ email: "delegate@example.com" })).succeeded).toBe(true);
  expect((await storedToken(deployment, "Mailbox")).account).toBe("delegate@example.com");
});

test("where the provider does not say whose account it is, that is told", async () => {
  await createTokenConfig(deployment.ctx, mailboxInput(endpoint, { expectedAccount }));
  const report = await signedIn(null);
  expect(report.succeeded).toBe(true);
  expect(report.detail).toContain("could not be compared with support@example.com");
});
