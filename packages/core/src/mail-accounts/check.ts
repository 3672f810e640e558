import type { MailCheck } from "@grantry/schema";
import type { Context } from "../context.ts";
import { existingMailAccount } from "./existing.ts";
import { openAccount } from "./open-account.ts";
import { StepRecorder, stepsOf } from "./steps.ts";

/** Signs in, opens the folder and counts, each step with its time; nothing is changed on the server. */
export async function checkMailAccount(ctx: Context, nameOrId: string): Promise<MailCheck> {
  const { account } = await existingMailAccount(ctx, nameOrId);
  const recorder = new StepRecorder(ctx);
  try {
    const mailbox = await openAccount(ctx, account, { mayRenew: true, onStep: recorder.onStep });
    await mailbox.close().catch(() => undefined); // all that was asked is known
    return recorder.report(stepsOf(account), mailbox.count);
  } catch (error) {
    return recorder.report(stepsOf(account), null, error);
  }
}
