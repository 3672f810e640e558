import { startDeployment, startTokenEndpoint } from "@grantry/testing";
import { forEachTest } from "@grantry/testing/for-each-test";
import { expect, test } from "vitest";
import { mailboxInput } from "../testing/mailbox.ts";
import { createTokenConfig } from "../token-configs/create.ts";
import { getDocument } from "../token-configs/edit-document.ts";
import { updateTokenConfig } from "../token-configs/update.ts";
import { completeAuthorization } from "./complete-authorization.ts";
import { startAuthorization } from "./start-authorization.ts";

// The issuer that a person enters, or discovery fills in, is what the redirect must name (RFC 9207 §2.4).

const endpoint = forEachTest(startTokenEndpoint);
const deployment = forEachTest(startDeployment);

const issuer = "https://idp.example.com/realms/staff";

async function authorizedWith(iss: string | null) {
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
