import { mailAccountInput } from "@grantry/schema";
import { startDeployment, startImapServer, startTokenEndpoint } from "@grantry/testing";
import { forEachTest } from "@grantry/testing/for-each-test";
import { beforeEach, expect, test } from "vitest";
import type { Context } from "./context.ts";
import { createMailAccount } from "./mail-accounts/create.ts";
import { fetchMailAccount } from "./mail-accounts/fetch.ts";
import { everyTick } from "./testing/every-tick.ts";
import { authorizedMailbox } from "./testing/mailbox.ts";
import { refreshDue } from "./tokens/refresh-due.ts";
import type { SpanFacts, Tracer } from "./tracer.ts";

const endpoint = forEachTest(startTokenEndpoint);
const server = forEachTest(startImapServer);
const deployment = forEachTest(startDeployment);
let seen: { readonly name: string; facts: SpanFacts }[];
let ctx: Context;
beforeEach(() => {
  seen = [];
  ctx = { ...deployment.ctx, platform: { ...deployment.platform, tracer: writtenDown() } };
});

/** Writes spans down in the order in which they begin. */
function writtenDown(): Tracer {
  return {
    span({ name, facts = {} }, work) {
      const span = { name, facts };
      seen.push(span);
      const set = (more: SpanFacts) => {
        span.facts = { ...span.facts, ...more };
      };
      return work({ set, rename: () => undefined });
    },
  };
}

test("a tick says how many tokens it turned to, each refresh at which provider and how it ended", async () => {
  await authorizedMailbox(deployment, endpoint);
  deployment.pass(3_600_000);
  endpoint.answerNext({ status: 503, body: "busy with the-client-secret" });
  await refreshDue(ctx, everyTick);
  expect(seen).toEqual([
    { name: "refresh what is due", facts: { "grantry.tokens": 1 } },
    {
      name: "token refresh",
      facts: {
        "grantry.grant": "authorization_code",
        "grantry.template": "custom",
        "grantry.provider": new URL(endpoint.url).origin,
        "grantry.outcome": "failed",
        "grantry.failure.class": "transient",
        "grantry.failure.explanation": "provider-busy",
        "http.response.status_code": 503,
      },
    },
  ]);
});

test("a fetch of mail says from where, how much, and why not; neither login nor message", async () => {
  const { port } = server;
  const authentication = { login: "support@example.com", password: "the-password" };
  const input = { name: "Support", type: "IMAP", host: "127.0.0.1", port, ...authentication };
  await createMailAccount(ctx, mailAccountInput.parse(input));
  server.put("Message-ID: <1@example.com>\r\nSubject: Confidential\r\n\r\ntext\r\n");
  await fetchMailAccount(ctx, "Support");
  const from = { "grantry.mail.type": "IMAP", "server.address": "127.0.0.1" };
  const counts = { "grantry.mail.found": 1, "grantry.mail.stored": 1 };
  expect(seen).toEqual([{ name: "mail fetch", facts: { ...from, ...counts, "grantry.outcome": "fetched" } }]);

  server.put("Message-ID: <2@example.com>\r\n\r\ntext\r\n");
  server.breakOff = { commands: server.commands() + 3, when: "before" };
  await fetchMailAccount(ctx, "Support");
  expect(seen[1]?.facts).toMatchObject({ "grantry.outcome": "failed", "grantry.failure.layer": expect.any(String) });
  for (const secret of ["the-password", "support@", "Confidential"]) expect(JSON.stringify(seen)).not.toContain(secret);
});
