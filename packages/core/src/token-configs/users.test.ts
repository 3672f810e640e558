import { webServiceInput } from "@grantry/schema";
import { startDeployment, startTokenEndpoint } from "@grantry/testing";
import { forEachTest } from "@grantry/testing/for-each-test";
import { beforeEach, expect, test } from "vitest";
import { createApiKey, listApiKeys, revokeApiKey } from "../api-keys.ts";
import { authorizedMailbox, mailboxInput } from "../testing/mailbox.ts";
import { createWebService } from "../web-services/create.ts";
import { removeWebService } from "../web-services/remove.ts";
import { listTokenConfigs } from "./list.ts";
import { removeTokenConfig } from "./remove.ts";
import { updateTokenConfig } from "./update.ts";
import { getTokenConfig } from "./view.ts";

const endpoint = forEachTest(startTokenEndpoint);
const deployment = forEachTest(startDeployment);
let id: string;
beforeEach(async () => {
  id = await authorizedMailbox(deployment, endpoint);
});

const apiKey = (name: string, tokenConfigs: string[] | null) =>
  createApiKey(deployment.ctx, { name, scopes: ["tokens:read"], tokenConfigs });
const firstPage = () => listTokenConfigs(deployment.ctx, { sort: "name", page: 1, pageSize: 50 });

test("who uses a configuration is named by view and list: a key by name, a key by id, not a key for all", async () => {
  await apiKey("Reports", ["Mailbox", "Other"]);
  await apiKey("Backup", [id, "Mailbox"]); // named twice, and one user all the same
  await apiKey("Everything", null);
  const { tokenConfig } = await getTokenConfig(deployment.ctx, "Mailbox");
  expect(tokenConfig.usedBy.map(({ kind, name, href }) => `${kind} ${name} ${href}`)).toEqual([
    "api-key Backup /settings/api-keys",
    "api-key Reports /settings/api-keys",
  ]);
  const { items } = await firstPage();
  expect(items[0]?.usedBy).toEqual(tokenConfig.usedBy);
});

test("a configuration in use is not deleted, and who uses it is named; without users it goes", async () => {
  await apiKey("Reports", ["Mailbox"]);
  await expect(removeTokenConfig(deployment.ctx, "Mailbox")).rejects.toMatchObject({
    slug: "token-config-in-use",
    parameters: { name: "Mailbox", users: "API key “Reports”" },
    members: { usedBy: [{ kind: "api-key", name: "Reports" }] },
  });
  expect((await firstPage()).total).toBe(1);
  await revokeApiKey(deployment.ctx, "Reports");
  await removeTokenConfig(deployment.ctx, "Mailbox");
  expect((await firstPage()).total).toBe(0);
});

test("parity 66: nor while a web service uses it, also one that is not valid", async () => {
  const service = webServiceInput.parse({
    name: "CRM",
    type: "rest",
    endpoint: endpoint.url,
    validity: "invalid",
    authentication: { type: "token-config", tokenConfig: "Mailbox" },
  });
  const { webService } = await createWebService(deployment.ctx, service);
  const { tokenConfig } = await getTokenConfig(deployment.ctx, "Mailbox");
  expect(tokenConfig.usedBy).toEqual([
    { kind: "web-service", id: webService.id, name: "CRM", href: `/web-services/${webService.id}` },
  ]);
  await expect(removeTokenConfig(deployment.ctx, "Mailbox")).rejects.toMatchObject({ slug: "token-config-in-use" });
  await removeWebService(deployment.ctx, "CRM");
  await removeTokenConfig(deployment.ctx, "Mailbox");
});

test("a renamed configuration keeps its users: a key limited by name follows", async () => {
  await apiKey("Reports", ["Other", "Mailbox"]);
  const { version } = await getTokenConfig(deployment.ctx, "Mailbox");
  const input = mailboxInput(endpoint, { name: "Support", clientSecret: undefined });
  const renamed = await updateTokenConfig(deployment.ctx, "Mailbox", { input, readVersion: version });
  expect(renamed.tokenConfig.usedBy.map(({ name }) => name)).toEqual(["Reports"]);
  const [key] = await listApiKeys(deployment.ctx);
  expect(key?.tokenConfigs).toEqual(["Other", "Support"]);
});
