import { startDeployment, startTokenEndpoint } from "@grantry/testing";
import { forEachTest } from "@grantry/testing/for-each-test";
import { expect, test } from "vitest";
import { mailboxInput, storedToken } from "../testing/mailbox.ts";
import { createTokenConfig } from "../token-configs/create.ts";
import { getDocument } from "../token-configs/edit-document.ts";
import { updateTokenConfig } from "../token-configs/update.ts";
import { completeAuthorization } from "./complete-authorization.ts";
import { startAuthorization } from "./start-authorization.ts";

// The issuer that a person enters, or discovery fills in, is what the redirect must name (RFC 9207 §2.4).

const endpoint = forEachTest(startTokenEndpoint);
const deployment = forEachTest(startDeployment);

const issuer = "https://idp.example.com/realms/staff";

async function authorizedWith(iss: string | null, claims?: object) {
  if (claims) {
    const idToken = `e30.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.s`;
    const body = JSON.stringify({ access_token: "at-1", refresh_token: "rt-1", id_token: idToken });
    endpoint.answerNext({ status: 200, body });
  }
  const { authorizationUrl, binding } = await startAuthorization(deployment.ctx, "Mailbox");
  const state = authorizationUrl.searchParams.get("state") ?? "";
  const query = new URLSearchParams({ code: "good", state, ...(iss !== null && { iss }) });
  return completeAuthorization(deployment.ctx, { query, cookie: () => binding?.value });
}

test.each([
  ["the same", issuer, false, true],
  ["none, where one is promised", null, true, false],
  ["none, where none is promised", null, false, true],
  ["another one", "https://evil.example", false, false],
  ["another one but for a slash", `${issuer}/`, true, false],
])("a redirect that names %s", async (_what, iss, issuerRequired, taken) => {
  await createTokenConfig(deployment.ctx, mailboxInput(endpoint, { issuer, issuerRequired }));
  const report = await authorizedWith(iss);
  expect(report.succeeded).toBe(taken);
  expect(endpoint.requests).toHaveLength(taken ? 1 : 0); // the code is sent to nobody
  if (!taken) expect(report.action).toContain("issuer of the configuration");
});

test("an edit that does not speak of the issuer keeps it; an empty one removes it", async () => {
  await createTokenConfig(deployment.ctx, mailboxInput(endpoint, { issuer, issuerRequired: true }));
  const ours = async () => (await getDocument(deployment.ctx, "Mailbox")).document["Grantry"];
  await updateTokenConfig(deployment.ctx, "Mailbox", { input: mailboxInput(endpoint), readVersion: 1 });
  expect(await ours()).toMatchObject({ Issuer: issuer, IssuerCheck: "required" });
  await updateTokenConfig(deployment.ctx, "Mailbox", { input: mailboxInput(endpoint, { issuer: "" }), readVersion: 2 });
  expect(await ours()).not.toHaveProperty("Issuer");
  expect(await ours()).not.toHaveProperty("IssuerCheck");
});

const tid = "72f988bf-86f1-41af-91ab-2d7cd011db47";
const ofMany = "https://login.microsoftonline.com/{tenantid}/v2.0";
const ofTenant = `https://login.microsoftonline.com/${tid}/v2.0`;

test.each([
  ["the tenant everywhere", ofTenant, { iss: ofTenant, tid }, null],
  ["the tenant in the id_token alone", null, { iss: ofTenant, tid }, null],
  ["another tenant than its claim", null, { iss: ofTenant, tid: "other" }, "The token was not kept."],
  ["another provider in the id_token", ofTenant, { iss: "https://evil.example" }, "The token was not kept."],
  ["another provider in the redirect", "https://evil.example", undefined, "The code was not sent anywhere."],
])("where the issuer speaks for many tenants, an answer that names %s", async (_what, iss, claims, told) => {
  await createTokenConfig(deployment.ctx, mailboxInput(endpoint, { issuer: ofMany }));
  const report = await authorizedWith(iss, claims);
  expect(report.succeeded).toBe(told === null);
  if (told) expect(report.detail).toContain(told);
  expect((await storedToken(deployment, "Mailbox")).hasRefreshToken).toBe(told === null);
});
