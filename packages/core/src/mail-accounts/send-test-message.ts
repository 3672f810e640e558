import type { MailAccountRow } from "@grantry/db";
import { writeBatch } from "@grantry/db";
import { MailFault } from "@grantry/mail";
import { type checkSteps, type MailCheck, ProblemError } from "@grantry/schema";
import { audit } from "../audit.ts";
import type { Context } from "../context.ts";
import { newId } from "../ids.ts";
import { isPerhapsSent } from "../transport-failure.ts";
import { existingMailAccount } from "./existing.ts";
import { hasOutgoingServer, type MessageToSend, sendMessage } from "./send-message.ts";
import { StepRecorder } from "./steps.ts";

/**
 * Signs in where mail is sent from, and sends a test message when there is a recipient.
 * @throws ProblemError mail-account-not-found, mail-account-sends-nothing
 */
export async function sendTestMessage(ctx: Context, nameOrId: string, recipient: string): Promise<MailCheck> {
  const { account } = await existingMailAccount(ctx, nameOrId);
  if (!hasOutgoingServer(account)) {
    throw new ProblemError("mail-account-sends-nothing", { parameters: { name: account.name } });
  }
  const recorder = new StepRecorder(ctx);
  const sends = recipient !== "";
  const expected = stepsToSend(account, sends);
  try {
    const message = sends ? testMessage(ctx, recipient) : null;
    await sendMessage(ctx, account, message, { mayRenew: true, onStep: recorder.onStep });
    if (sends) await noteSent(ctx, account, recipient);
    return recorder.report(expected, null);
  } catch (error) {
    if (error instanceof MailFault && isPerhapsSent(error.failure)) await noteSent(ctx, account, recipient);
    return recorder.report(expected, null, error);
  }
}

async function noteSent(ctx: Context, { id, name }: MailAccountRow, to: string): Promise<void> {
  await writeBatch(ctx.db, [audit(ctx, "mail-account.test-message-sent", { id, label: name }, { to })]);
}

function stepsToSend(account: MailAccountRow, sends: boolean): (typeof checkSteps)[number][] {
  const token = account.tokenConfigId === null ? [] : (["token"] as const);
  const send = sends ? (["send"] as const) : [];
  if (account.type === "MSGraph") return [...token, ...send];
  const tls = account.smtpEncryption === "none" ? [] : (["tls"] as const);
  return [...token, "resolve", "connect", ...tls, "sign-in", ...send];
}

function testMessage(ctx: Context, to: string): MessageToSend {
  return {
    id: newId(ctx.platform),
    to,
    subject: "Test message from Grantry",
    text: "This message was sent by Grantry to see that sending works.\n",
    language: "en",
  };
}
