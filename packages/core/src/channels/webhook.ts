import { type ChannelRow, readWebhookSecret } from "@grantry/db";
import { type ChannelInput, inputRefused, type Secret, secret } from "@grantry/schema";
import { sendFor } from "../settings.ts";
import { refuseBadWebhook } from "../webhooks/address.ts";
import { postToWebhook } from "../webhooks/post-to-webhook.ts";
import type { ChannelsOfKind } from "./kinds.ts";

/** Posted as JSON, signed; who has a `webhook-id` twice drops the second. */
export const webhookChannels: ChannelsOfKind = {
  async destination(ctx, input, former) {
    const webhookSecret = secretOf(input, former);
    await refuseBadWebhook(ctx, input.webhookUrl);
    return { webhookUrl: input.webhookUrl, webhookSecret, mailAccountId: null, recipient: "" };
  },
  async send(ctx, { id: channelId, webhookUrl: url }, { id, body }) {
    const { db, platform } = ctx;
    const webhookSecret = await readWebhookSecret(db, platform.keys, channelId);
    if (!webhookSecret) throw new Error(`channel ${channelId} was deleted meanwhile`);
    return postToWebhook(await sendFor(ctx), { id, url, secret: webhookSecret, body, now: platform.now() });
  },
};

/** A secret signs for no other origin than the one it was entered for. */
function secretOf({ webhookUrl, webhookSecret }: ChannelInput, former: ChannelRow | null): Secret<string> | undefined {
  if (webhookSecret) return secret(webhookSecret);
  if (former?.kind !== "webhook") throw inputRefused([{ pointer: "/webhookSecret", message: "required" }]);
  if (new URL(former.webhookUrl).origin === new URL(webhookUrl).origin) return undefined;
  throw inputRefused([{ pointer: "/webhookSecret", message: "webhook-secret-needed" }]);
}
