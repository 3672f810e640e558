import { type ChannelRow, findMailAccount, type MailAccountRow } from "@grantry/db";
import { MailFault } from "@grantry/mail";
import { inputRefused, ProblemError, secret } from "@grantry/schema";
import type { Context } from "../context.ts";
import { existingMailAccount } from "../mail-accounts/existing.ts";
import type { OnAccountStep } from "../mail-accounts/open-account.ts";
import { hasOutgoingServer, senderOf, sendMessage } from "../mail-accounts/send-message.ts";
import { asTransportFailure } from "../transport-failure.ts";
import type { ChannelsOfKind, Sending } from "./kinds.ts";
import { readMessage } from "./message.ts";

/** Sent as plain text through a mail account, at most once: mail servers do not know a message that they had before. */
export const emailChannels: ChannelsOfKind = {
  async destination(ctx, { mailAccountId, recipient }) {
    const { id } = await sendingAccount(ctx, mailAccountId ?? "");
    return { mailAccountId: id, recipient, webhookUrl: "", webhookSecret: secret("") };
  },
  async send(ctx, channel, sending) {
    try {
      const { account } = await existingMailAccount(ctx, channel.mailAccountId ?? "");
      const { id, body, beforeHandingOver } = sending;
      const message = { id, to: channel.recipient, ...readMessage(body) };
      await sendMessage(ctx, account, message, {
        mayRenew: mayRenew(ctx, channel),
        onStep: holdingBack(beforeHandingOver),
      });
      return null;
    } catch (error) {
      // Of anything else nobody can tell whether it came before the message was handed over.
      if (error instanceof MailFault || error instanceof ProblemError) return asTransportFailure(ctx, error);
      throw error;
    }
  },
};

/** A token that the server refuses is renewed once, not with every attempt at a server that takes none. */
function mayRenew(ctx: Context, { error }: ChannelRow): boolean {
  return error === null || ctx.actor.kind !== "clock";
}

/** Once for all tries at handing over: a second one, with a renewed token, follows a refusal alone. */
function holdingBack(beforeHandingOver: Sending["beforeHandingOver"]): OnAccountStep {
  let isBegun = false;
  return async (step, work) => {
    if (step === "send" && !isBegun) {
      await beforeHandingOver();
      isBegun = true;
    }
    return work();
  };
}

async function sendingAccount(ctx: Context, nameOrId: string): Promise<MailAccountRow> {
  const account = (await findMailAccount(ctx.db, nameOrId))?.account;
  const complain = (message: "mail-account-unknown" | "mail-account-sends-nothing", name: string) =>
    inputRefused([{ pointer: "/mailAccountId", message, parameters: { name } }]);
  if (!account) throw complain("mail-account-unknown", nameOrId);
  const isFromSomeone = account.type === "MSGraph" || senderOf(account) !== null;
  if (!hasOutgoingServer(account) || !isFromSomeone) throw complain("mail-account-sends-nothing", account.name);
  return account;
}
