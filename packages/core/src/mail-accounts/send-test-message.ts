import type { MailAccountRow } from "@grantry/db";
import { writeBatch } from "@grantry/db";
import { MailFault, sendBySmtp, sendMessageByGraph } from "@grantry/mail";
import {
  type checkSteps,
  type MailCheck,
  mailAccountPorts,
  ProblemError,
  smtpEncryption,
  smtpPorts,
} from "@grantry/schema";
import { audit } from "../audit.ts";
import type { Context } from "../context.ts";
import { newId } from "../ids.ts";
import { existingMailAccount } from "./existing.ts";
import { reachOf, withCredential } from "./open-account.ts";
import { StepRecorder } from "./steps.ts";

/**
 * Signs in where mail is sent from, and sends a test message when there is a recipient.
 * @throws ProblemError mail-account-not-found, mail-account-sends-nothing
 */
export async function sendTestMessage(ctx: Context, nameOrId: string, recipient: string): Promise<MailCheck> {
  const { account } = await existingMailAccount(ctx, nameOrId);
  const byGraph = account.type === "MSGraph";
  if (!byGraph && account.smtpHost === "") {
    throw new ProblemError("mail-account-sends-nothing", { parameters: { name: account.name } });
  }
  const recorder = new StepRecorder(ctx);
  const how = { mayRenew: true, onStep: recorder.onStep };
  const sends = recipient !== "";
  const expected = stepsToSend(account, sends);
  try {
    const source = () => testMessage(ctx, account, recipient);
    const message = sends ? () => ({ from: account.login, to: recipient, source: source() }) : null;
    await withCredential(ctx, account, how, async (credential) => {
      const reach = await reachOf(ctx);
      const server = { host: account.host, port: account.port ?? mailAccountPorts.MSGraph };
      if (byGraph && sends) {
        await recorder.record("send", () => sendMessageByGraph(server, credential, reach, source()));
      } else if (!byGraph) {
        await sendBySmtp(outgoingServer(account), credential, reach.network, message, recorder.onStep);
      }
    });
    if (sends) await noteSent(ctx, account, recipient);
    return recorder.report(expected, null);
  } catch (error) {
    const isPerhapsSent = error instanceof MailFault && error.failure.explanation === "perhaps-sent";
    if (isPerhapsSent) await noteSent(ctx, account, recipient);
    return recorder.report(expected, null, error);
  }
}

async function noteSent(ctx: Context, { id, name }: MailAccountRow, to: string): Promise<void> {
  await writeBatch(ctx.db, [audit(ctx, "mail-account.test-message-sent", { id, label: name }, { to })]);
}

function outgoingServer({ smtpHost, smtpPort, ...account }: MailAccountRow) {
  const encryption = smtpEncryption.parse(account.smtpEncryption);
  return { host: smtpHost, port: smtpPort ?? smtpPorts[encryption], encryption };
}

function stepsToSend(account: MailAccountRow, sends: boolean): (typeof checkSteps)[number][] {
  const token = account.tokenConfigId === null ? [] : (["token"] as const);
  const send = sends ? (["send"] as const) : [];
  if (account.type === "MSGraph") return [...token, ...send];
  const tls = account.smtpEncryption === "none" ? [] : (["tls"] as const);
  return [...token, "resolve", "connect", ...tls, "sign-in", ...send];
}

/** From the login, where that is an address; Graph sends from the mailbox that it names, whatever it is. */
function testMessage(ctx: Context, { login, type }: MailAccountRow, recipient: string): string {
  const [, domain] = /^[^\s<>@]+@([^\s<>@]+)$/.exec(login) ?? [];
  if (domain === undefined && type !== "MSGraph") {
    throw new MailFault({
      layer: "mailbox",
      explanation: "sender-is-no-address",
      healsByItself: false,
      parameters: { login },
    });
  }
  return [
    ...(domain === undefined ? [] : [`From: <${login}>`]),
    `To: <${recipient}>`,
    "Subject: Test message from Grantry",
    `Date: ${new Date(ctx.platform.now()).toUTCString().replace("GMT", "+0000")}`,
    `Message-ID: <${newId(ctx.platform)}@${domain ?? "grantry.invalid"}>`,
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=us-ascii",
    "",
    "This message was sent by Grantry to see that sending works.",
    "",
  ].join("\r\n");
}
