import { startDeployment, startTokenEndpoint } from "@grantry/testing";
import { forEachTest } from "@grantry/testing/for-each-test";
import { expect, test } from "vitest";
import { authorize, authorizedMailbox } from "../testing/mailbox.ts";
import { duplicateTokenConfig } from "./duplicate.ts";
import { getDocument, replaceDocument } from "./edit-document.ts";
import { getTokenConfig } from "./view.ts";

const endpoint = forEachTest(startTokenEndpoint);
const deployment = forEachTest(startDeployment);

test("a duplicate has the whole document and the registration with its secret, but no token and no account", async () => {
  await authorizedMailbox(deployment, endpoint, { expectedAccount: "support@example.org", validity: "valid" });
  const read = await getDocument(deployment.ctx, "Mailbox");
  const document = { ...read.document, Audience: "a member of our own" };
  await replaceDocument(deployment.ctx, "Mailbox", { document, readVersion: read.version });

  const { tokenConfig } = await duplicateTokenConfig(deployment.ctx, "Mailbox", "Second mailbox");
  const original = (await getTokenConfig(deployment.ctx, "Mailbox")).tokenConfig;
  expect(tokenConfig).toMatchObject({
    ...{ name: "Second mailbox", clientId: original.clientId, clientSecretSet: true, clientSecretSharedBy: 2 },
    ...{ tokenUrl: original.tokenUrl, scope: original.scope, validity: "valid", expectedAccount: null },
    token: { status: "never-requested", refreshTokenStatus: "none", settingsChanged: false },
  });
  expect((await getDocument(deployment.ctx, "Second mailbox")).document).toMatchObject({
    Audience: "a member of our own",
  });

  await authorize(deployment, "Second mailbox");
  expect(endpoint.requests.at(-1)?.get("client_secret")).toBe("the-client-secret");
  expect((await getTokenConfig(deployment.ctx, "Mailbox")).tokenConfig.token.obtainedAt).toBe(
    original.token.obtainedAt,
  );
});

test("a duplicate needs a name of its own", async () => {
  await authorizedMailbox(deployment, endpoint);
  await expect(duplicateTokenConfig(deployment.ctx, "Mailbox", "Mailbox")).rejects.toMatchObject({
    slug: "name-taken",
  });
});
