import { mailAccountInput } from "@grantry/schema";
import { startDeployment, startImapServer, startRecordingService } from "@grantry/testing";
import { forAllTests } from "@grantry/testing/for-each-test";
import { expect, test } from "vitest";
import { exportAuditEvents } from "../audit-events.ts";
import { createMailAccount } from "../mail-accounts/create.ts";
import { fetchMailAccount } from "../mail-accounts/fetch.ts";
import { acknowledgeMessage } from "./acknowledge.ts";
import { deliverMessage } from "./deliver.ts";
import { listMessages } from "./list.ts";

const server = forAllTests(startImapServer);
const hook = forAllTests(startRecordingService);
const deployment = forAllTests(startDeployment);

async function fetched(name: string, more: object): Promise<string> {
  server.put(`Message-ID: <${name}@example.com>\r\nSubject: planted subject\r\n\r\nplanted text\r\n`);
  const given = { type: "IMAP", host: "127.0.0.1", port: server.port, login: name, password: "p" };
  await createMailAccount(deployment.ctx, mailAccountInput.parse({ ...given, name, ...more }));
  await fetchMailAccount(deployment.ctx, name);
  const wanted = { mailAccount: name, state: "waiting", page: 1, pageSize: 1 } as const;
  return (await listMessages(deployment.ctx, wanted)).items[0]?.id ?? "";
}

test("who dropped a message, or sent it again, is in the audit log; what it says is not", async () => {
  const read = await fetched("Support", {});
  await acknowledgeMessage(deployment.ctx, read);
  await acknowledgeMessage(deployment.ctx, read); // the second time nothing changes
  const webhook = {
    delivery: "webhook",
    webhookUrl: `${hook.url}/mail`,
    webhookSecret: `whsec_${btoa("k".repeat(32))}`,
  };
  const sent = await fetched("Desk", webhook);
  await deliverMessage(deployment.ctx, sent);
  const events = await exportAuditEvents(deployment.ctx, {});
  const told = events.filter(({ action }) => action.startsWith("message."));
  expect(told.map(({ action, subject, details }) => [action, subject?.label, details]).toSorted()).toEqual([
    ["message.acknowledged", "Support", { message: read }],
    ["message.sent-again", "Desk", { message: sent }],
  ]);
  expect(JSON.stringify(events)).not.toContain("planted");
});
