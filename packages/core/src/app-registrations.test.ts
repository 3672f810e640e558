import { startDeployment, startTokenEndpoint } from "@grantry/testing";
import { forEachTest } from "@grantry/testing/for-each-test";
import { beforeEach, expect, test } from "vitest";
import { addClientSecret, listAppRegistrations, removeClientSecret } from "./app-registrations.ts";
import { authorizedMailbox, mailboxInput, storedToken } from "./testing/mailbox.ts";
import { updateTokenConfig } from "./token-configs/update.ts";
import { getTokenConfig } from "./token-configs/view.ts";
import { requestToken } from "./tokens/request-token.ts";

const endpoint = forEachTest(startTokenEndpoint);
const deployment = forEachTest(startDeployment);
beforeEach(async () => {
  await authorizedMailbox(deployment, endpoint);
  await authorizedMailbox(deployment, endpoint, { name: "Second" });
});

const registration = async () => {
  const [found] = await listAppRegistrations(deployment.ctx);
  if (!found) throw new Error("there is no app registration");
  return found;
};
const request = (name = "Mailbox") => requestToken(deployment.ctx, name, "refresh_token");
const sentSecrets = (from: number) => endpoint.requests.slice(from).map((sent) => sent.get("client_secret"));

test("one registration serves two configurations; what is shown of its secrets is dates alone", async () => {
  const shown = await registration();
  expect(shown.tokenConfigs.map(({ name }) => name)).toEqual(["Mailbox", "Second"]);
  expect(shown.clientSecrets).toHaveLength(1);
  expect(JSON.stringify(shown)).not.toContain("the-client-secret");
});

test("a new secret is tried first, the old one when it is refused; removing the old one ends that", async () => {
  const { id, clientSecrets } = await registration();
  deployment.pass(1_000);
  const { clientSecrets: both } = await addClientSecret(deployment.ctx, id, { clientSecret: "newer", expiresAt: null });
  expect(both.map((entry) => entry.id)).toHaveLength(2);
  const refused = { status: 401, body: JSON.stringify({ error: "invalid_client" }) };
  let from = endpoint.requests.length;
  endpoint.answerNext(refused);
  await request();
  expect(sentSecrets(from)).toEqual(["newer", "the-client-secret"]);
  await removeClientSecret(deployment.ctx, id, clientSecrets[0]?.id ?? "");
  from = endpoint.requests.length;
  await request("Second");
  expect(sentSecrets(from)).toEqual(["newer"]);
});

test("saving a configuration is about the newest secret's end: one beside it keeps its own", async () => {
  const { id } = await registration();
  const [sooner, later, moved] = ["2030-06-01", "2030-12-01", "2031-01-01"].map((day) => `${day}T00:00:00.000Z`);
  const saveWith = async (clientSecretExpiresAt: string | null | undefined) => {
    const { tokenConfig, version } = await getTokenConfig(deployment.ctx, "Mailbox");
    const { id: _id, token: _token, ...kept } = tokenConfig;
    const input = mailboxInput(endpoint, { ...kept, clientSecret: undefined, clientSecretExpiresAt });
    await updateTokenConfig(deployment.ctx, "Mailbox", { input, readVersion: version });
  };
  await saveWith(later);
  deployment.pass(1_000);
  await addClientSecret(deployment.ctx, id, { clientSecret: "newer", expiresAt: sooner ?? null });
  const { tokenConfig } = await getTokenConfig(deployment.ctx, "Mailbox");
  expect(tokenConfig.clientSecretExpiresAt).toBe(sooner);
  await saveWith(tokenConfig.clientSecretExpiresAt);
  expect((await registration()).clientSecrets.map(({ expiresAt }) => expiresAt)).toEqual([sooner, later]);
  await saveWith(moved);
  expect((await registration()).clientSecrets.map(({ expiresAt }) => expiresAt)).toEqual([moved, later]);
});

test("a secret that ended is entered once, and every configuration that failed for it goes on", async () => {
  const refused = { status: 401, body: JSON.stringify({ error: "invalid_client" }) };
  for (const name of ["Mailbox", "Second"]) {
    endpoint.answerNext(refused);
    await request(name).catch(() => undefined);
    expect((await storedToken(deployment, name)).errorClass).toBe("config");
  }
  await addClientSecret(deployment.ctx, (await registration()).id, { clientSecret: "newer", expiresAt: null });
  for (const name of ["Mailbox", "Second"]) expect((await storedToken(deployment, name)).error).toBeNull();
});

test("what is not there is refused by name", async () => {
  const unknown = addClientSecret(deployment.ctx, "nobody", { clientSecret: "x", expiresAt: null });
  await expect(unknown).rejects.toMatchObject({ slug: "app-registration-not-found" });
  const { id } = await registration();
  await expect(removeClientSecret(deployment.ctx, id, "nothing")).rejects.toMatchObject({
    slug: "app-registration-not-found",
  });
});
