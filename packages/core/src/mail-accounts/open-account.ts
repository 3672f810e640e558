import { type MailAccountRow, readMailAccountSecrets } from "@grantry/db";
import { type Credential, type Mailbox, type MailboxStep, MailFault, type MailReach, openMailbox } from "@grantry/mail";
import { type Grant, mailAccountPorts, mailAccountType, ProblemError, requestedBy, secret } from "@grantry/schema";
import type { Context } from "../context.ts";
import { currentSettings, egressRules } from "../settings.ts";
import { existingTokenConfig } from "../token-configs/existing.ts";
import { accessTokenFor } from "../tokens/access-token-for.ts";
import { requestToken } from "../tokens/request-token.ts";

export type AccountStep = "token" | MailboxStep;

/** Told of each step, the token's included. */
export type OnAccountStep = <T>(step: AccountStep, work: () => Promise<T>) => Promise<T>;

/**
 * Opens an account's mailbox. A token that the server refuses is renewed once, then it is tried again.
 * @throws MailFault, or ProblemError when there is no token
 */
export async function openAccount(
  ctx: Context,
  account: MailAccountRow,
  how: { readonly mayRenew: boolean; readonly onStep: OnAccountStep },
): Promise<Mailbox> {
  return withCredential(ctx, account, how, async (credential) => {
    const type = mailAccountType.parse(account.type);
    const { [splitHostsSetting]: splitHosts = [] } = await currentSettings(ctx);
    const address = {
      type,
      host: account.host,
      port: account.port ?? mailAccountPorts[type],
      folder: account.folder,
      splitHosts,
    };
    return openMailbox(address, credential, await reachOf(ctx), how.onStep);
  });
}

const splitHostsSetting = "MailAccount::POP3::Auth::SplitOAuth2MethodAndToken::Hosts";

/** Signs in by `work`; with a new token once more when the server refuses the one in force. */
export async function withCredential<T>(
  ctx: Context,
  account: MailAccountRow,
  how: { readonly mayRenew: boolean; readonly onStep: OnAccountStep },
  work: (credential: Credential) => Promise<T>,
): Promise<T> {
  if (account.tokenConfigId === null) return work(await passwordOf(ctx, account));
  const configId = account.tokenConfigId;
  try {
    return await work(await how.onStep("token", () => tokenOf(ctx, account.login, configId)));
  } catch (error) {
    const isRefused = error instanceof MailFault && error.failure.layer === "login" && !error.failure.healsByItself;
    if (!isRefused || !how.mayRenew || error.failure.explanation === "mechanism-missing") throw error;
    await how.onStep("token", () => renew(ctx, configId));
    return work(await tokenOf(ctx, account.login, configId));
  }
}

/** How mail servers are reached, as the settings bound it. */
export async function reachOf(ctx: Context): Promise<MailReach> {
  const rules = await egressRules(ctx);
  const { platform } = ctx;
  return { network: platform.mailNetworkWith(rules), http: platform.sendWith(rules), wait: platform.wait };
}

async function passwordOf(ctx: Context, { id, login }: MailAccountRow): Promise<Credential> {
  const { password } = await readMailAccountSecrets(ctx.db, ctx.platform.keys, id);
  return { kind: "password", login, password: password ?? secret("") };
}

async function tokenOf(ctx: Context, login: string, configId: string): Promise<Credential> {
  const { accessToken } = await accessTokenFor(ctx, configId);
  return { kind: "token", login, accessToken: secret(accessToken) };
}

/** A new token although the one in force looks good; when another has just got one, that is as good. */
async function renew(ctx: Context, configId: string): Promise<void> {
  const { config } = await existingTokenConfig(ctx, configId);
  try {
    await requestToken(ctx, configId, requestedBy(config.grant as Grant));
  } catch (error) {
    if (!(error instanceof ProblemError) || error.slug !== "token-refresh-in-progress") throw error;
  }
}
