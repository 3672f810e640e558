import { ProblemError, tokenConfigInput } from "@grantry/schema";
import { startDeployment, startImapServer, startTokenEndpoint } from "@grantry/testing";
import { forEachTest } from "@grantry/testing/for-each-test";
import { beforeEach, expect, test } from "vitest";
import type { Context } from "../context.ts";
import { authorizedMailbox } from "../testing/mailbox.ts";
import { createTokenConfig } from "../token-configs/create.ts";
import { importTokens } from "./import-tokens.ts";
import { testToken } from "./test-token.ts";

const endpoint = forEachTest(startTokenEndpoint);
const server = forEachTest(startImapServer);
const deployment = forEachTest(startDeployment);
let ctx: Context;
beforeEach(() => {
  ctx = { ...deployment.ctx, platform: { ...deployment.platform, mailNetworkWith: toServer } };
});

/** Whatever a template names is this machine's server, which speaks no TLS. */
const toServer: Context["platform"]["mailNetworkWith"] = (rules) => {
  const network = deployment.platform.mailNetworkWith(rules);
  return {
    ...network,
    resolve: async () => ["127.0.0.1"],
    async connect() {
      const socket = await network.connect(["127.0.0.1"], server.port);
      return { ...socket, startTls: async () => socket };
    },
  };
};

/** A mailbox of Google's with a token that was taken over. */
async function googleMailbox(): Promise<void> {
  const input = {
    name: "Google mailbox",
    template: "google-mail",
    clientId: "1-a.apps.googleusercontent.com",
    clientSecret: "the-client-secret",
    expectedAccount: "desk@example.com",
  };
  await createTokenConfig(deployment.ctx, tokenConfigInput.parse(input));
  const until = new Date(deployment.platform.now() + 3_600_000).toISOString().slice(0, 19).replace("T", " ");
  const list = `Token config 'Google mailbox' (valid, ID 1)\n\tToken information:\n\t\tToken: at-google\n\t\tTokenExpirationDate: ${until}\n\n`;
  await importTokens(deployment.ctx, list, { dryRun: false, timeZone: "UTC" });
}

test("a token for mail signs in at its template's server, and leaves the mail there", async () => {
  await googleMailbox();
  server.put("Subject: one\r\n\r\n");
  const tried = await testToken(ctx, "Google mailbox");
  expect(tried).toMatchObject({
    by: "mail-sign-in",
    host: "imap.gmail.com",
    succeeded: true,
    account: "desk@example.com",
  });
  expect(tried.steps.map(({ step, outcome }) => `${step} ${outcome}`)).toEqual([
    "resolve done",
    "connect done",
    "tls done",
    "sign-in done",
    "folder done",
    "count done",
  ]);
  expect([server.tokens, server.messages.size]).toEqual([["at-google"], 1]);
});

test("a token that the server refuses is told at its step, and nobody renews it", async () => {
  await googleMailbox();
  server.accept = new Set();
  const tried = await testToken(ctx, "Google mailbox");
  expect(tried).toMatchObject({ succeeded: false, account: null });
  const failed = tried.steps.find(({ outcome }) => outcome === "failed");
  expect(failed).toMatchObject({ step: "sign-in", problem: { type: "urn:grantry:problem:mail-login" } });
  expect(server.tokens).toEqual(["at-google"]);
  expect(JSON.stringify(tried)).not.toContain("at-google");
});

test("where neither server nor address is known, that is said", async () => {
  await authorizedMailbox(deployment, endpoint);
  const thrown = await testToken(ctx, "Mailbox").catch((error: unknown) => error);
  expect(thrown instanceof ProblemError && thrown.slug).toBe("nothing-to-test-at");
});
