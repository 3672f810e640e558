import type { MailAccountRow } from "@grantry/db";
import { composeMessage, MailFault, sendBySmtp, sendMessageByGraph, type TextMessage } from "@grantry/mail";
import { mailAccountPorts, smtpEncryption, smtpPorts } from "@grantry/schema";
import type { Context } from "../context.ts";
import { isPerhapsSent } from "../transport-failure.ts";
import { type OnAccountStep, reachOf, withCredential } from "./open-account.ts";

/** A message to send; the account says whom it is from. */
export type MessageToSend = Omit<TextMessage, "from" | "at">;

/** Whether an account has a place to send from, and so may be asked to. */
export function hasOutgoingServer({ type, smtpHost }: Pick<MailAccountRow, "type" | "smtpHost">): boolean {
  return type === "MSGraph" || smtpHost !== "";
}

/** Whom an account's mail is from: its login, where that is an address; Graph sends from the mailbox that it names. */
export function senderOf({ login }: Pick<MailAccountRow, "login">): string | null {
  return /^[^\s<>@]+@[^\s<>@]+$/.test(login) ? login : null;
}

/**
 * Sends one message through an account, once; without one it signs in alone, where that is a step of its own.
 * @param how `onStep` is told of each step; what is thrown in `send` before its work begins keeps the message back
 * @throws MailFault (`perhaps-sent`: the server may have taken it), or ProblemError when there is no token
 */
export async function sendMessage(
  ctx: Context,
  account: MailAccountRow,
  message: MessageToSend | null,
  how: { readonly mayRenew: boolean; readonly onStep: OnAccountStep },
): Promise<void> {
  if (!hasOutgoingServer(account)) {
    throw new MailFault({ layer: "sending", explanation: "sends-nothing", healsByItself: false });
  }
  const onStep: OnAccountStep = (step, work) => how.onStep(step, step === "send" ? () => sending(work) : work);
  const outgoing = message && (() => composed(ctx, account, message));
  await withCredential(ctx, account, { ...how, onStep }, async (credential) => {
    const reach = await reachOf(ctx);
    if (account.type !== "MSGraph") {
      await sendBySmtp(outgoingServer(account), credential, reach.network, outgoing, onStep);
    } else if (outgoing) {
      const server = { host: account.host, port: account.port ?? mailAccountPorts.MSGraph };
      await onStep("send", () => sendMessageByGraph(server, credential, reach, outgoing().source));
    }
  });
}

/** What a mailbox's protocol calls refused is, while sending, the message. */
async function sending<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isOfMessage =
      error instanceof MailFault && (error.failure.layer === "mailbox" || isPerhapsSent(error.failure));
    throw isOfMessage ? new MailFault({ ...error.failure, layer: "sending" }) : error;
  }
}

function composed(ctx: Context, account: MailAccountRow, message: MessageToSend) {
  const { login } = account;
  const from = senderOf(account);
  if (from === null && account.type !== "MSGraph") {
    const parameters = { login };
    throw new MailFault({ layer: "sending", explanation: "sender-is-no-address", healsByItself: false, parameters });
  }
  const source = composeMessage({ ...message, from, at: ctx.platform.now() });
  return { from: login, to: message.to, source };
}

function outgoingServer({ smtpHost, smtpPort, ...account }: MailAccountRow) {
  const encryption = smtpEncryption.parse(account.smtpEncryption);
  return { host: smtpHost, port: smtpPort ?? smtpPorts[encryption], encryption };
}
