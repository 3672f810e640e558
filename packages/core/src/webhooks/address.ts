import { inputRefused } from "@grantry/schema";
import type { Context } from "../context.ts";
import { addressComplaint, LOOK_UP_MS, refusedAddresses } from "../token-configs/endpoints.ts";

/**
 * Where messages go, signed but readable: by https, or to hosts that the settings name.
 * @throws ProblemError invalid-input
 */
export async function refuseBadWebhook(ctx: Context, webhookUrl: string): Promise<void> {
  const complaint = await addressComplaint(ctx, new URL(webhookUrl), await refusedAddresses(ctx, LOOK_UP_MS));
  if (complaint) throw inputRefused([{ ...complaint, pointer: "/webhookUrl" }]);
}
