import { findTokenConfig } from "@grantry/db";
import { hasFolders, inputRefused, type MailAccountInput, mayDo, ProblemError } from "@grantry/schema";
import type { Context } from "../context.ts";
import { refuseBadWebhook } from "../webhooks/address.ts";

/** The columns that an input stands for: fields that the choices leave without meaning are empty. */
export async function columnsOf(ctx: Context, input: MailAccountInput) {
  if (input.delivery === "webhook") await refuseBadWebhook(ctx, input.webhookUrl);
  const byToken = input.authentication === "oauth2_token";
  return {
    name: input.name,
    type: input.type,
    host: input.host,
    port: input.port,
    login: input.login,
    authentication: input.authentication,
    tokenConfigId: byToken ? await usableTokenConfig(ctx, input.tokenConfigId ?? "") : null,
    folder: hasFolders(input.type) ? input.folder || "INBOX" : "",
    trusted: input.trusted,
    dispatching: input.dispatching,
    queue: input.dispatching === "Queue" ? input.queue : null,
    validity: input.validity,
    comment: input.comment,
    smtpHost: input.smtpHost,
    smtpPort: input.smtpPort,
    smtpEncryption: input.smtpEncryption,
    delivery: input.delivery,
    webhookUrl: input.delivery === "webhook" ? input.webhookUrl : "",
  };
}

/**
 * The configuration whose tokens the account uses. Whoever names one sends its tokens to a host of their choice, so
 * that takes the right to read them.
 */
async function usableTokenConfig(ctx: Context, nameOrId: string): Promise<string> {
  const found = await findTokenConfig(ctx.db, nameOrId);
  if (found?.config.validity !== "valid") {
    throw inputRefused([
      { pointer: "/tokenConfigId", message: "token-config-unknown", parameters: { name: nameOrId } },
    ]);
  }
  const { actor } = ctx;
  const { id, name } = found.config;
  const isLimited = actor.kind === "api-key" && actor.tokenConfigs !== null;
  const isAmong = actor.kind === "api-key" && [id, name].some((known) => actor.tokenConfigs?.includes(known));
  if (!mayDo(actor, "tokens:read") || (isLimited && !isAmong)) {
    throw new ProblemError("token-config-not-allowed", { parameters: { name } });
  }
  return id;
}
